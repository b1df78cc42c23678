//! Models of a package that is none of the workbook's: their ids, and where their recordings go.

use checker::explorer::sync::{Arc, Mutex, thread};
use checker::explorer::{check, model};
use checker::recording::protocol::{PACKAGE, RECORDINGS};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn transfers() -> usize {
    let balance = Arc::new(Mutex::new(0));
    let theirs = balance.clone();
    let other = thread::spawn(move || *theirs.lock() += 1);
    *balance.lock() += 1;
    other.join().unwrap();
    *balance.lock()
}

/// Run by the tests below, as a child whose package is another one.
#[test]
fn as_a_child() {
    if env::var("CARGO_PKG_NAME").is_ok_and(|name| name == "bank") {
        model(transfers);
        check("whatever/transfers", transfers).is_recorded();
    }
}

/// A package of this name, in a folder without anything.
fn package(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// What the child printed, in that package.
fn child(folder: &Path, set: impl Fn(&mut Command)) -> String {
    let mut command = Command::new(env::current_exe().expect("this test"));
    command
        .args(["--exact", "elsewhere::as_a_child", "--nocapture"])
        .current_dir(folder)
        .env("CARGO_MANIFEST_DIR", folder)
        .env("CARGO_PKG_NAME", "bank")
        .env_remove("CI");
    set(&mut command);
    let output = command.output().expect("a child");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}{errors}");
    text
}

#[test]
fn ids_and_recordings_are_the_package_s_own() {
    let folder = package("bank-of-tests");
    let text = child(&folder, |_| ());
    assert!(text.contains("✓ bank-of-tests/elsewhere "), "{text}");
    let graph = folder.join("recordings/transfers.graph.json");
    let graph = fs::read_to_string(graph).expect("a recording");
    assert!(graph.contains("whatever/transfers"), "{graph}");
}

#[test]
fn ids_and_recordings_are_what_is_set() {
    let (folder, other) = (package("bank-of-others"), package("recordings-of-others"));
    let text = child(&folder, |command| {
        command.env(PACKAGE, "my").env(RECORDINGS, &other);
    });
    assert!(text.contains("✓ my/elsewhere "), "{text}");
    assert!(other.join("transfers.graph.json").exists());
    assert!(!folder.join("recordings").exists());
}

#[test]
fn without_cargo_the_folder_is_the_current_one() {
    let folder = package("bank-alone");
    let text = child(&folder, |command| {
        command.env_remove("CARGO_MANIFEST_DIR");
    });
    assert!(text.contains("✓ bank-alone/elsewhere "), "{text}");
    assert!(folder.join("recordings/transfers.graph.json").exists());
}
