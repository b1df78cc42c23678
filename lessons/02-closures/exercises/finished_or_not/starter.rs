//! A closure writes in the background. The foreground yields, checks whether the closure has finished,
//! and then reads. Predict everything that `program` can return, and whether it can fail.

use super::sync::{Arc, Mutex, thread};
use checker::recording::FailureKind;

/// How `program` fails, if it can, as in `Some(FailureKind::Deadlock)`.
pub const FAILS: Option<FailureKind> = None;
/// Everything that `program` can return, as `{:?}` prints it.
// TODO: some outcomes are missing.
pub const OUTCOMES: &[&str] = &[r#"(true, "inside")"#];

/// Do not edit. Returns whether the closure had finished, and what was on the page after that check.
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
