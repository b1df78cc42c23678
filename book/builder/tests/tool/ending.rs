//! Ctrl-C ends the builder, and nothing of what it was making stays behind.

use crate::fixture::clone;
use crate::server::{line_with, serve};
use lesson_testing::child::{finish, interrupt, limited};
use rustix::fs::{CWD, Mode, mkfifoat};
use std::fs::File;
use std::io::{BufReader, Write};

#[test]
fn ctrl_c_ends_the_server() {
    let clone = clone();
    let mut server = serve(&clone, &["--port=0"]);
    interrupt(&server.child);
    assert_eq!(server.child.wait().unwrap().code(), Some(130));
    clone.is_tidy();
    assert!(clone.read("book/book/index.html").contains("A small book"));
}

/// A measurement that is a pipe holds the build up for as long as the test likes.
#[test]
fn ctrl_c_in_the_middle_of_a_build_leaves_nothing_half_done() {
    let clone = clone();
    let name = "book/measurements/01.json";
    let (measured, path) = (clone.read(name), clone.path(name));
    clone.remove(name);
    mkfifoat(CWD, &path, Mode::RUSR | Mode::WUSR).unwrap();
    let mut child = clone.book(&["build"]).spawn().unwrap();
    // Opened as soon as the builder reads.
    let mut pipe = limited(child.id(), move || {
        File::options().write(true).open(path).unwrap()
    });
    assert_eq!(clone.read("book/book/index.html"), "the old book");
    interrupt(&child);
    let mut told = BufReader::new(child.stderr.take().unwrap());
    limited(child.id(), move || {
        line_with(&mut told, "The build that is under way is ended first.")
    });
    pipe.write_all(measured.as_bytes()).unwrap();
    drop(pipe);
    assert_eq!(finish(child).status.code(), Some(130));
    clone.is_tidy();
}
