//! Models that end their process: what went wrong is told before.

use super::check;
use super::sync::{Arc, Mutex, thread};
use crate::says;
use std::process::Command;

/// Set for the child that ends.
const CHILD: &str = "CULPRITS_CHILD";

/// What the test of this name wrote to its standard error, as a child that does not end well.
fn last_words(test: &str) -> String {
    let this = std::env::current_exe().expect("this test");
    let checker = module_path!()
        .split("::")
        .nth(1)
        .expect("a checker's module");
    let output = Command::new(this)
        .args(["--exact", &format!("{checker}::ends::{test}")])
        .env(CHILD, "1")
        .output()
        .expect("it starts");
    assert!(!output.status.success(), "it ends well");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn is_child() -> bool {
    std::env::var_os(CHILD).is_some()
}

struct Asserts;

impl Drop for Asserts {
    fn drop(&mut self) {
        panic!("second");
    }
}

#[test]
fn a_panic_in_a_destructor_during_a_panic_tells_both() {
    if is_child() {
        check("culprits/second-panic", || {
            let lock = Arc::new(Mutex::new(0));
            let theirs = lock.clone();
            let body = move || {
                let _asserts = Asserts;
                *theirs.lock() += 1;
                if *theirs.lock() == 1 {
                    panic!("first");
                }
            };
            let other = thread::Builder::new().name("other".into()).spawn(body);
            *lock.lock() += 1;
            let _ = other.unwrap().join();
        });
        return;
    }
    let words = last_words("a_panic_in_a_destructor_during_a_panic_tells_both");
    says(
        &words,
        &[
            "model culprits/second-panic",
            "destructor of other",
            "first panic:  first",
            "second panic: second",
        ],
    );
}
