//! The package whose models are checked: what their ids begin with, and where recordings go.
//!
//! Both are settings of the environment, with defaults that do for any package.

use crate::log::sources::normal;
use recording::protocol::{PACKAGE, RECORDINGS};
use std::env;
use std::path::{Path, PathBuf};

/// The id of a model that was given none: what the package is called, and the name of the file that
/// says so.
pub(crate) fn id(file: &str) -> String {
    let package = env::var(PACKAGE).unwrap_or_else(|_| called(&folder()));
    let file = normal(file);
    let name = file.rsplit('/').next().unwrap_or_default();
    let name = name.trim_end_matches(".rs").replace('_', "-");
    format!("{package}/{name}")
}

/// The file that keeps the recording of a model: the id's part after the last `/` names it.
pub(crate) fn recording(model: &str) -> PathBuf {
    let folder = env::var_os(RECORDINGS).map(PathBuf::from);
    let folder = folder.unwrap_or_else(|| self::folder().join("recordings"));
    let name = model.rsplit('/').next().unwrap_or_default();
    folder.join(format!("{name}.json"))
}

/// The package's folder as cargo says; without cargo, the current one.
fn folder() -> PathBuf {
    let package = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    package.unwrap_or_else(|| env::current_dir().unwrap_or_default())
}

/// The number with which the folder's name begins (`04` for `04-word-tally`), or else that name.
fn called(folder: &Path) -> String {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let number = name.split('-').next().unwrap_or_default();
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    match name.is_empty() {
        true => "model".into(),
        false if is_number => number.into(),
        false => name.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::called;
    use std::path::Path;

    #[test]
    fn packages_are_called_after_their_folders() {
        let of = |folder| called(Path::new(folder));
        assert_eq!(of("/home/me/04-word-tally"), "04");
        assert_eq!(of("/home/me/bank"), "bank");
        assert_eq!(of("/home/me/bank-2"), "bank-2");
        assert_eq!(of("/home/me/3d-printer"), "3d-printer");
        assert_eq!(of("/"), "model");
        assert_eq!(of(""), "model");
    }
}
