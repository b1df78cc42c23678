//! A closure writes in the background; the foreground yields, asks whether the closure has finished,
//! and then reads. Say what `program` may return, and whether it can fail.

use super::sync::{Arc, Mutex, thread};
use checker::recording::FailureKind;

/// How it fails, if it can: `Some(FailureKind::Deadlock)`.
pub const FAILS: Option<FailureKind> = None;
/// Everything that it may return, as `{:?}` prints it.
pub const OUTCOMES: &[&str] = &[
    r#"(false, "")"#,
    r#"(false, "in")"#,
    r#"(false, "inside")"#,
    r#"(true, "")"#,
    r#"(true, "in")"#,
    r#"(true, "inside")"#,
];

/// Not to be edited. Whether the closure had finished, and what was on the page after that.
pub fn program() -> (bool, String) {
    let page = Arc::new(Mutex::new(String::new()));
    let closure = thread::spawn({
        let page = page.clone();
        move || {
            page.lock().push_str("in");
            page.lock().push_str("side");
        }
    });
    thread::yield_now();
    let finished = closure.is_finished();
    let seen = page.lock().clone();
    closure.join().unwrap();
    (finished, seen)
}
