//! What is shown of a build, as wide as the terminal allows.

use super::doing::{Doing, read};
use super::{Status, bar};
use std::cell::Cell;
use std::time::Instant;

/// As cargo writes it, padded to the width that it was given.
const BUILDING: &str = "    Building [=====>                     ] 23/99: loom, serde          ";

fn status(long: bool) -> Status {
    Status {
        what: "checking 01/whole-line".into(),
        made: "the checkers",
        tell: None,
        terminal: false,
        dots: "…",
        written: Cell::new(Instant::now()),
        long: Cell::new(long),
    }
}

fn shown(line: &str, long: bool, columns: usize) -> String {
    status(long).line(&read(line).expect("cargo's words"), columns)
}

#[test]
fn lines_of_cargo_are_understood() {
    let building = |done, total, names| Some(Doing::Building { done, total, names });
    assert_eq!(read(BUILDING), building(23, 99, "loom, serde"));
    assert_eq!(
        read("    Building 23/99: loom, ..."),
        building(23, 99, "loom, ...")
    );
    assert_eq!(read("    Building [====>] 0/1   "), building(0, 1, ""));
    assert_eq!(
        read("   Compiling loom v0.7.3"),
        Some(Doing::Compiling("loom"))
    );
    assert_eq!(
        read(" Downloading 3 crates, remaining bytes: 1.2MiB"),
        Some(Doing::Downloading(3))
    );
    assert_eq!(
        read("    Blocking waiting for file lock on build directory"),
        Some(Doing::Waiting)
    );
    assert_eq!(
        read("    Finished `test` profile in 0.1s"),
        Some(Doing::Finished)
    );
}

#[test]
fn a_long_search_says_where_it_stands() {
    let searching =
        "Searching 48,213 of about 480,000 (300,000 to 5 million), 3 min left, no failure";
    assert_eq!(
        shown(searching, false, 120),
        "checking 01/whole-line… 48,213 of about 480,000 (300,000 to 5 million), 3 min left, no failure"
    );
    assert_eq!(status(false).built(&read(searching).expect("it")), None);
}

#[test]
fn other_lines_say_nothing() {
    for line in [
        "",
        "warning: unused",
        " Downloading crates ...",
        "    Building [=> ] a/b: c",
        "    Building [=> ] 2/1: c",
    ] {
        assert_eq!(read(line), None, "{line}");
    }
}

#[test]
fn a_long_build_says_how_much_is_left() {
    assert_eq!(
        shown(BUILDING, true, 100),
        "building the checkers, once [====>                ] 23 of 99: loom, serde"
    );
    assert_eq!(
        shown(BUILDING, true, 60),
        "building the checkers, once [===>          ] 23 of 99: loom, serde"
    );
    assert_eq!(
        shown(BUILDING, true, 40),
        "building the checkers, once 23 of 99: loom, serde"
    );
    assert_eq!(
        status(true).built(&read(BUILDING).expect("it")).as_deref(),
        Some("building the checkers, once: 23 of 99, now loom, serde")
    );
}

#[test]
fn what_an_edit_compiles_is_no_long_build() {
    let line = "    Building [====> ] 98/99: lesson-01(test)   ";
    assert_eq!(
        shown(line, false, 80),
        "checking 01/whole-line… compiling lesson-01(test)"
    );
    assert_eq!(status(false).built(&read(line).expect("it")), None);
}

#[test]
fn a_bar_is_full_at_the_end_and_as_wide_throughout() {
    assert_eq!(bar(0, 4, 11), "[>       ] ");
    assert_eq!(bar(2, 4, 11), "[====>   ] ");
    assert_eq!(bar(4, 4, 11), "[========] ");
    assert_eq!(bar(2, 4, 7), "");
}

#[test]
fn the_last_of_a_long_build_is_counted_too() {
    let status = status(false);
    status.show(BUILDING);
    let last = read("    Building [====> ] 98/99: checker   ").expect("cargo's words");
    assert_eq!(
        status.line(&last, 80),
        "building the checkers, once [====================>] 98 of 99: checker"
    );
    assert_eq!(
        status.built(&last).as_deref(),
        Some("building the checkers, once: 98 of 99, now checker")
    );
    status.show("    Finished `test` profile in 30s");
    assert_eq!(status.built(&last), None);
}
