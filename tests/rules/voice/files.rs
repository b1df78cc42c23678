//! Which files a person reads, and what of each.

use crate::{root, sources};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The sources whose own comment is a page of the documentation.
pub(super) fn is_page(name: &str) -> bool {
    let pages = [
        "/lib.rs",
        "/sync/mod.rs",
        "/api/mod.rs",
        "/explorer/mod.rs",
        "/loom/mod.rs",
    ];
    name.starts_with("src/sync/") || pages.iter().any(|page| name.ends_with(page))
}

/// How a file is read.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Page,
    /// A source, all of whose doc comments are shown: a task, or a help text.
    Shown,
    /// A source of a library.
    Library,
    Strings,
    /// What a program printed.
    Printed,
}

/// The files that are read, by their paths from the root.
pub(super) fn files() -> BTreeMap<String, Kind> {
    let root = root();
    let mut all = BTreeMap::new();
    let mut add = |folder: &str, ending: &str, kind: Kind, keep: &dyn Fn(&Path) -> bool| {
        for path in below(&root.join(folder)) {
            let name = path.strip_prefix(&root).expect("below the root");
            let name = name.to_str().expect("a name in UTF-8").replace('\\', "/");
            if name.ends_with(ending) && keep(&path) {
                all.insert(name, kind);
            }
        }
    };
    let any = |_: &Path| true;
    let is_in = |folder: &'static str| {
        move |path: &Path| path.parent().is_some_and(|of| of.ends_with(folder))
    };
    add("book/src", ".md", Kind::Page, &any);
    add("lessons", "README.md", Kind::Page, &any);
    add("lessons", "exercise.toml", Kind::Strings, &any);
    add("lessons", ".rs", Kind::Shown, &is_in("exercises"));
    add("lessons", "args.rs", Kind::Shown, &is_in("src/program"));
    add("lessons", ".snap", Kind::Printed, &any);
    add("cli/src", "args.rs", Kind::Shown, &any);
    add("cli/tests", ".snap", Kind::Printed, &any);
    add("cli/step", ".snap", Kind::Printed, &any);
    add("tests/snapshots", ".snap", Kind::Printed, &any);
    add("checkers", ".snap", Kind::Printed, &any);
    // What `machines/` has is public within its crate.
    let is_library = |path: &Path| {
        let parts = path.iter().filter_map(|part| part.to_str());
        !parts
            .into_iter()
            .any(|part| ["tests", "machines"].contains(&part))
    };
    for library in [
        "src",
        "checkers/checker/src",
        "checkers/explorer/src",
        "checkers/recording/src",
    ] {
        add(library, ".rs", Kind::Library, &is_library);
    }
    all.insert("README.md".into(), Kind::Page);
    all
}

/// Every file below `folder`.
fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder that is read");
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    let all = paths.flat_map(|path| match path.is_dir() {
        true if path.ends_with("target") || path.ends_with("node_modules") => vec![],
        true => below(&path),
        false => vec![path],
    });
    all.collect()
}

/// The sources that are read are those that there are.
#[test]
fn every_source_of_the_library_is_read() {
    let files = files();
    for path in sources(&root().join("src")) {
        let name = path.strip_prefix(root()).expect("below the root");
        let name = name.to_str().expect("a name in UTF-8").replace('\\', "/");
        assert!(files.contains_key(&name), "{name}");
    }
}
