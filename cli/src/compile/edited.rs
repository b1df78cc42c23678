//! Files of an exercise that say only what differs from another one of it: `wrong/late.edit` in place of
//! `wrong/late.rs`.
//!
//! ```text
//! of: solution.rs
//! --- old
//!     *votes += 1;
//! --- new
//!     *votes += 2;
//! ```
//!
//! The old lines stand in the other file exactly once. There may be several such pairs, in the order of the
//! file, and pairs without new lines.

use anyhow::{Context, bail, ensure};
use std::fs;
use std::path::{Path, PathBuf};

/// What the name of such a file ends in.
pub const ENDING: &str = "edit";

/// The file of this name, without its ending, in an exercise's folder: one that says what differs if there
/// is one, one of Rust otherwise.
pub fn path(folder: &Path, name: &str) -> PathBuf {
    let edited = folder.join(format!("{name}.{ENDING}"));
    match edited.exists() {
        true => edited,
        false => folder.join(format!("{name}.rs")),
    }
}

/// Whether a file says only what differs.
pub fn is_edited(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == ENDING)
}

/// What the file stands for, all of it.
///
/// # Errors
/// It cannot be read, or does not fit the file that it differs from.
pub fn text(path: &Path) -> anyhow::Result<String> {
    let read = |path: &Path| {
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
    };
    let text = read(path)?;
    if !is_edited(path) {
        return Ok(text);
    }
    let apply = || {
        let head = text.lines().next().unwrap_or_default();
        let of = head.strip_prefix("of: ");
        let of = of.context("its first line does not say `of:` which file it differs from")?;
        let folder = path.parent().and_then(Path::parent);
        let of = folder.unwrap_or(path).join(of);
        apply(&text, &read(&of)?)
    };
    apply().with_context(|| format!("in {}", path.display()))
}

/// The text with all that is said of it.
fn apply(edits: &str, text: &str) -> anyhow::Result<String> {
    let (edits, text) = (edits.replace('\r', ""), text.replace('\r', ""));
    let mut edits = edits.split("--- old\n");
    ensure!(
        edits.next().is_some_and(|head| head.lines().count() == 1),
        "between its first line and `--- old` there is more"
    );
    let (mut made, mut from) = (String::new(), 0);
    for edit in edits {
        let Some((old, new)) = edit.split_once("--- new\n") else {
            bail!("there is a `--- old` without a `--- new`");
        };
        let at = only(&text, old)?;
        ensure!(at >= from, "its edits are not in order at:\n{old}");
        made += &text[from..at];
        made += new;
        from = at + old.len();
    }
    Ok(made + &text[from..])
}

/// Where whole lines stand, if they do so once.
fn only(text: &str, lines: &str) -> anyhow::Result<usize> {
    let begins = |at: &usize| *at == 0 || text[..*at].ends_with('\n');
    let mut found = text.match_indices(lines).map(|(at, _)| at).filter(begins);
    match (found.next(), found.next()) {
        (Some(at), None) if !lines.is_empty() => Ok(at),
        (None, _) => bail!("these lines are not there:\n{lines}"),
        _ => bail!("these lines are there more than once:\n{lines}"),
    }
}

#[cfg(test)]
mod tests {
    use super::apply;

    const TEXT: &str = "a\nb\nc\nb c\n";

    fn refused(edits: &str) -> String {
        apply(edits, TEXT).expect_err("it does not fit").to_string()
    }

    #[test]
    fn lines_are_replaced_left_out_and_added() {
        let edits = "of: x\n--- old\na\n--- new\n--- old\nc\n--- new\nc\nd\n";
        assert_eq!(apply(edits, TEXT).expect("it fits"), "b\nc\nd\nb c\n");
        // Line ends are git's.
        let edits = edits.replace('\n', "\r\n");
        assert_eq!(apply(&edits, TEXT).expect("it fits"), "b\nc\nd\nb c\n");
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let edit = |old: &str| format!("of: x\n--- old\n{old}--- new\n");
        assert!(refused(&edit("e\n")).contains("not there:\ne\n"));
        assert!(refused(&edit("")).contains("more than once"));
        assert!(apply(&edit("b\n"), "a\nb\nb\n").is_err());
        assert!(refused("of: x\n--- old\nc\n--- new\n--- old\na\n--- new\n").contains("order"));
        assert!(refused("of: x\n--- old\na\n").contains("without a `--- new`"));
        assert!(refused("of: x\nwhy\n--- old\na\n--- new\n").contains("there is more"));
    }
}
