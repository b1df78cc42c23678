//! Runs that a README shows are what the program prints.

use std::env;
use std::fs;
use std::path::Path;

/// Compares the block of the README in `folder` that begins with `$ COMMAND` with what it prints
/// `now`; with insta's `INSTA_UPDATE=always` it writes it.
pub fn shows(folder: &str, command: &str, now: &str) {
    shows_alike(folder, command, now, str::to_string);
}

/// As [`shows`], for output that differs from run to run: only its `shape` is compared.
pub fn shows_alike(folder: &str, command: &str, now: &str, shape: impl Fn(&str) -> String) {
    let path = Path::new(folder).join("README.md");
    let readme = fs::read_to_string(&path).expect("a README");
    let start = format!("```console\n$ {command}\n");
    let (before, rest) = readme
        .split_once(&start)
        .unwrap_or_else(|| panic!("the README shows no {command:?}"));
    let (shown, after) = rest.split_once("```\n").expect("the end of the run");
    if env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        fs::write(&path, format!("{before}{start}{now}```\n{after}")).expect("a README");
    } else {
        assert_eq!(shape(shown), shape(now), "`just snapshots` updates it");
    }
}
