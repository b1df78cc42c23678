//! What the compiler refuses: the tally without a lock, in the ways that people try.
//!
//! Only the error's code and its essential line are compared: the rest changes with the compiler.

use std::process::Command;

/// What the compiler says of `tests/refused/NAME.rs`.
fn refusal(name: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(std::env::var_os("RUSTC").unwrap_or("rustc".into()))
        .args(["--edition=2024", "--crate-type=bin", "--emit=metadata"])
        .args(["--color=never", "--out-dir"])
        .arg(folder.path())
        .arg(format!("{name}.rs"))
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/refused"))
        .output()
        .expect("the compiler runs");
    assert!(!output.status.success(), "{name} compiles");
    String::from_utf8(output.stderr).unwrap()
}

/// The first error, without where and why.
fn essential(said: &str) -> &str {
    let line = said.lines().find(|line| line.starts_with("error"));
    line.unwrap_or_else(|| panic!("no error in {said}"))
}

#[test]
fn several_threads_may_not_borrow_one_map_to_change_it() {
    insta::assert_snapshot!(essential(&refusal("one_map")), @"error[E0499]: cannot borrow `words` as mutable more than once at a time");
}

#[test]
fn what_is_shared_by_a_count_may_not_be_changed() {
    insta::assert_snapshot!(essential(&refusal("counted_map")), @"error[E0596]: cannot borrow data in an `Arc` as mutable");
}

#[test]
fn a_cell_without_a_lock_may_not_be_shared() {
    insta::assert_snapshot!(essential(&refusal("unsafe_cell")), @"error[E0277]: `UnsafeCell<HashMap<&str, i32>>` cannot be shared between threads safely");
}

#[test]
fn the_program_shows_what_the_compiler_says() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/program/refused.txt");
    let now = refusal("one_map");
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        // Without the note, which names a path inside the standard library.
        let end = now.find("note:").unwrap_or(now.len());
        std::fs::write(path, &now[..end]).unwrap();
    }
    let shown = std::fs::read_to_string(path).unwrap();
    assert_eq!(essential(&shown), essential(&now));
}
