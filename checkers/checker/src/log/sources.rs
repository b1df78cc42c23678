//! Lines of source, for quoting and for names.

use std::collections::HashMap;
use std::path::PathBuf;

/// Files as they were read, by the path that the compiler gave.
#[derive(Debug, Default)]
pub(crate) struct Sources(HashMap<String, Option<Vec<String>>>);

impl Sources {
    /// The line, if the file can be read.
    pub(crate) fn line(&mut self, file: &str, line: u32) -> Option<&str> {
        let lines = self.0.entry(file.into()).or_insert_with(|| read(file));
        lines
            .as_ref()?
            .get(line.checked_sub(1)? as usize)
            .map(String::as_str)
    }
}

/// The compiler's paths start at the workspace's root, tests run in the package's: look upwards.
fn read(file: &str) -> Option<Vec<String>> {
    if is_of_std(&normal(file)) {
        return None;
    }
    let mut folder = std::env::current_dir().ok()?;
    loop {
        let path: PathBuf = folder.join(file);
        if let Ok(text) = std::fs::read_to_string(path) {
            return Some(text.lines().map(String::from).collect());
        }
        if !folder.pop() {
            return None;
        }
    }
}

/// A path as a person writes it: `/` between parts, no `..`.
///
/// A file that a test includes is called `…/tests/../src/x.rs` by the compiler.
pub(crate) fn normal(file: &str) -> String {
    let mut parts: Vec<&str> = vec![];
    for part in file.split(['/', '\\']) {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Whether a normal path is one of the standard library's, which has another name where its sources are installed.
pub(crate) fn is_of_std(file: &str) -> bool {
    file.starts_with("/rustc/") || file.contains("/lib/rustlib/src/rust/")
}

#[cfg(test)]
mod tests {
    use super::{is_of_std, normal};

    #[test]
    fn paths_are_normal() {
        assert_eq!(
            normal("packages/a/tests/../src/x.rs"),
            "packages/a/src/x.rs"
        );
        assert_eq!(normal(r"packages\a\src\x.rs"), "packages/a/src/x.rs");
        assert_eq!(normal("../x.rs"), "../x.rs");
    }

    #[test]
    fn lines_of_the_standard_library_are_known_wherever_they_are() {
        let iterator = "library/core/src/iter/traits/iterator.rs";
        assert!(is_of_std(&format!("/rustc/59807616/{iterator}")));
        let installed = normal(r"C:\toolchains\stable\lib\rustlib\src\rust\library\core\src\a.rs");
        assert!(is_of_std(&installed));
        assert!(!is_of_std("packages/05-select/src/echo.rs"));
    }
}
