//! The style sheets of the book: a color that is used is also defined.

use std::collections::BTreeSet;
use std::path::Path;

/// The names of the custom properties that begin at each occurrence of `before`.
fn names<'a>(css: &'a str, before: &str) -> BTreeSet<&'a str> {
    let ends = |c: char| !c.is_ascii_alphanumeric() && c != '-';
    let after = css
        .match_indices(before)
        .map(|(at, found)| &css[at + found.len() - "--wb-".len()..]);
    after
        .map(|rest| rest.split(ends).next().unwrap_or_default())
        .collect()
}

#[test]
fn every_color_that_is_used_is_defined() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut css = String::new();
    for folder in ["look", "player"] {
        for entry in std::fs::read_dir(book.join(folder)).expect(folder) {
            let path = entry.expect("a file").path();
            if path.extension().is_some_and(|extension| extension == "css") {
                css += &std::fs::read_to_string(&path).expect("a style sheet");
            }
        }
    }
    let used = names(&css, "var(--wb-");
    let undefined: Vec<_> = used
        .iter()
        .filter(|name| !css.contains(&format!("{name}:")))
        .collect();
    assert!(used.len() > 10, "{used:?}");
    assert!(undefined.is_empty(), "{undefined:?}");
}
