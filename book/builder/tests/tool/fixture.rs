//! A small clone, with one lesson and a book, to break one thing of it.

use lesson_testing::child::{program, run, text};
use lesson_testing::files::names;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

const FIXTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixture");

/// A copy of the small clone.
pub struct Clone(TempDir);

/// One in which nothing is wrong. An old book is in it.
pub fn clone() -> Clone {
    let clone = Clone(tempfile::tempdir().unwrap());
    for name in names(Path::new(FIXTURE)) {
        let to = clone.path(&name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(Path::new(FIXTURE).join(&name), to).unwrap();
    }
    clone.write("book/book/index.html", "the old book");
    clone
}

impl Clone {
    /// A file of it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    /// Puts one text in the place of another.
    pub fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{name} has no {from:?}");
        self.write(name, &text.replace(from, to));
    }

    /// Adds lines to the end of the introduction, which has seven.
    pub fn add(&self, lines: &str) {
        let text = self.read("book/src/introduction.md");
        self.write("book/src/introduction.md", &format!("{text}{lines}\n"));
    }

    /// The builder on this clone.
    pub fn book(&self, args: &[&str]) -> Command {
        let mut command = program(env!("CARGO_BIN_EXE_book"), args);
        command.arg("--root").arg(self.0.path());
        command.env("RUST_BACKTRACE", "0");
        command
    }

    /// A message without the name of this copy.
    pub fn plain(&self, message: &str) -> String {
        let path = self.0.path().canonicalize().unwrap();
        message.replace(path.to_str().unwrap(), "CLONE")
    }

    /// Nothing that a build makes for itself is left.
    pub fn is_tidy(&self) {
        let left = fs::read_dir(self.path("book")).unwrap();
        let mut left = left.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert_eq!(left.find(|name| name.starts_with('.')), None);
    }

    /// What the builder says when it refuses the book. The old one stays.
    pub fn refused(&self) -> String {
        let output = run(&mut self.book(&["build"]));
        let message = self.plain(text(&output.stderr));
        assert_eq!(output.status.code(), Some(1), "{message}");
        assert_eq!(text(&output.stdout), "");
        assert_eq!(self.read("book/book/index.html"), "the old book");
        assert_eq!(names(&self.path("book/book")), ["index.html"]);
        self.is_tidy();
        message
    }
}
