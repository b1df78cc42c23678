//! What happens when a thread of a model recurses too far.
#![cfg(unix)]

use explorer::{Config, explore};
use std::os::unix::process::ExitStatusExt;
use std::process::Command;

/// Bytes that a recursion uses.
fn recurse(bytes: usize) -> u8 {
    let page = std::hint::black_box([1u8; 4096]);
    match bytes.checked_sub(page.len()) {
        Some(left) => recurse(left).wrapping_add(page[bytes % 4096]),
        None => 0,
    }
}

#[test]
fn a_thread_has_a_stack_of_hundreds_of_kilobytes() {
    let report = explore(
        &Config::default(),
        || drop(vec![recurse(600 << 10)]),
        |_| (),
    );
    assert!(report.is_complete());
}

#[test]
fn a_stack_that_overflows_ends_the_process_with_a_signal() {
    if std::env::var_os("EXPLORER_OVERFLOWS").is_some() {
        explore(&Config::default(), || drop(vec![recurse(64 << 20)]), |_| ());
        return;
    }
    let this = std::env::current_exe().expect("this test");
    let name = "a_stack_that_overflows_ends_the_process_with_a_signal";
    let child = Command::new(this)
        .args(["--exact", name])
        .env("EXPLORER_OVERFLOWS", "1")
        .output()
        .expect("it starts");
    assert!(child.status.signal().is_some(), "{:?}", child.status);
}
