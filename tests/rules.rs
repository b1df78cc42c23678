//! Rules that hold across lessons, checked on their sources and on what cargo builds.

#[path = "rules/graphs.rs"]
mod graphs;
#[path = "rules/replacing.rs"]
mod replacing;
#[path = "rules/voice.rs"]
mod voice;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use syn::visit::Visit;

/// Paths that lessons reach only through `crate::sync`.
const REFUSED: [&[&str]; 6] = [
    &["std", "sync"],
    &["std", "thread"],
    &["std", "time", "Instant"],
    &["crossbeam"],
    &["parking_lot"],
    &["loom"],
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the workbook")
        .into()
}

/// Every `*.rs` below `folder`.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return vec![];
    };
    let mut found = vec![];
    for entry in entries {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

fn lessons() -> Vec<PathBuf> {
    let folder = fs::read_dir(root().join("lessons")).expect("lessons/");
    let paths = folder.map(|entry| entry.unwrap().path());
    let lessons: Vec<_> = paths.filter(|path| path.is_dir()).collect();
    assert!(!lessons.is_empty(), "no lessons found");
    lessons
}

/// Collects every path that a file names, written out or imported.
#[derive(Default)]
struct Paths(Vec<Vec<String>>);

impl Paths {
    fn add_use(&mut self, tree: &syn::UseTree, before: &[String]) {
        let with = |name: String| before.iter().cloned().chain([name]).collect::<Vec<_>>();
        match tree {
            syn::UseTree::Path(path) => self.add_use(&path.tree, &with(path.ident.to_string())),
            syn::UseTree::Name(name) => self.0.push(with(name.ident.to_string())),
            syn::UseTree::Rename(name) => self.0.push(with(name.ident.to_string())),
            syn::UseTree::Glob(_) => self.0.push(with("*".into())),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_use(tree, before);
                }
            }
        }
    }
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_use(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names = path.segments.iter().map(|part| part.ident.to_string());
        self.0.push(names.collect());
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        // A macro's arguments are tokens: most are expressions, and some are not.
        let arguments = syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
        if let Ok(arguments) = item.parse_body_with(arguments) {
            arguments.iter().for_each(|expr| self.visit_expr(expr));
        }
        syn::visit::visit_macro(self, item);
    }
}

/// The paths in `source` that go past `crate::sync`.
fn past_sync(source: &str) -> Vec<String> {
    let file = syn::parse_file(source).expect("Rust");
    let mut paths = Paths::default();
    paths.visit_file(&file);
    let refused = |path: &Vec<String>| {
        REFUSED.iter().any(|refused| {
            let reaches = path.iter().zip(*refused).all(|(part, other)| part == other);
            // `std::*` and `use std::sync` reach as far as `std::sync::Mutex`.
            let glob = path.last().is_some_and(|last| last == "*")
                && refused
                    .iter()
                    .zip(path)
                    .all(|(other, part)| part == other || part == "*");
            (reaches && path.len() >= refused.len()) || (glob && path.len() <= refused.len())
        })
    };
    let found = paths.0.iter().filter(|path| refused(path));
    found.map(|path| path.join("::")).collect()
}

#[test]
fn lessons_reach_primitives_only_through_sync() {
    let mut looked_at = 0;
    for lesson in lessons() {
        let exercises = sources(&lesson.join("exercises"));
        for file in sources(&lesson.join("src")).into_iter().chain(exercises) {
            // Answers that try to be called solved go past it, and are refused for that.
            let is_hostile = file
                .parent()
                .is_some_and(|folder| folder.ends_with("hostile"));
            if file.ends_with("main.rs") || is_hostile {
                continue;
            }
            let source = fs::read_to_string(&file).unwrap();
            let past = past_sync(&source);
            assert!(
                past.is_empty(),
                "{} goes past crate::sync: {past:?}",
                file.display()
            );
            looked_at += 1;
        }
    }
    assert!(looked_at >= 3, "only {looked_at} files");
}

#[test]
fn the_rule_sees_through_every_way_of_writing_it() {
    for source in [
        "use std::sync::Mutex;",
        "use std::{io, sync::{Arc, Mutex}};",
        "use std::thread as t;",
        "use std::*;",
        "use parking_lot::Mutex;",
        "fn f() { std::thread::spawn(|| ()); }",
        "fn f() { assert_eq!(1, std::time::Instant::now()); }",
        "fn f(lock: &loom::sync::Mutex<u32>) {}",
    ] {
        assert!(!past_sync(source).is_empty(), "{source}");
    }
    for source in [
        "use crate::sync::{Arc, Mutex, thread};",
        "use std::io::{Read, Write};",
        "use std::time::Duration;",
    ] {
        assert_eq!(past_sync(source), [""; 0], "{source}");
    }
}

#[test]
fn lessons_depend_on_no_primitives_of_their_own() {
    for lesson in lessons() {
        let manifest = fs::read_to_string(lesson.join("Cargo.toml")).unwrap();
        for refused in ["crossbeam", "parking_lot", "loom"] {
            let named = manifest
                .lines()
                .any(|line| line.split(['.', '=', ' ']).next() == Some(refused));
            assert!(!named, "{} depends on {refused}", lesson.display());
        }
    }
}

/// The names of the crates that cargo builds for `cargo run --bin lesson-01`. They are only looked
/// at, not built, and in a folder that stays: cargo names them all even if nothing is to be done.
fn crates_of_lesson_01() -> BTreeSet<String> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lesson-01");
    let build = Command::new(env!("CARGO"))
        .args(["check", "--bin", "lesson-01", "--message-format=json"])
        .args(["--offline", "--quiet"])
        .env("CARGO_TARGET_DIR", target)
        .current_dir(root())
        .output()
        .expect("cargo runs");
    let errors = String::from_utf8_lossy(&build.stderr);
    assert!(build.status.success(), "{errors}");
    let messages = String::from_utf8(build.stdout).unwrap();
    let messages = messages.lines().map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).expect("JSON");
        message
    });
    messages
        .filter(|message| message["reason"] == "compiler-artifact")
        .map(|message| message["target"]["name"].as_str().unwrap().to_string())
        .collect()
}

#[test]
fn a_lesson_builds_neither_checker_and_few_crates() {
    let crates = crates_of_lesson_01();
    for refused in ["loom", "generator", "explorer", "serde", "insta"] {
        assert!(
            !crates.iter().any(|name| name == refused),
            "a lesson builds {refused}"
        );
    }
    assert!(crates.len() < 40, "{} crates: {crates:#?}", crates.len());
    assert!(crates.len() > 3, "the messages were misread: {crates:#?}");
}
