//! A thread sends words into two channels of capacity one. The main thread reads the first channel to
//! its end, then the second. Predict what `program` can return, and whether it can fail.

use super::sync::channel::bounded;
use super::sync::thread;
use checker::recording::FailureKind;

/// How it fails, if it can, for example `Some(FailureKind::Assertion)`. Then it returns nothing.
// TODO: can it fail?
pub const FAILS: Option<FailureKind> = None;
/// Every value that it can return, as `{:?}` prints it.
pub const OUTCOMES: &[&str] = &["(2, 2)"];

/// Do not edit.
pub fn program() -> (u32, u32) {
    let (first_tx, first_rx) = bounded(1);
    let (second_tx, second_rx) = bounded(1);
    let tee = thread::spawn(move || {
        for word in ["one", "two"] {
            first_tx.send(word).unwrap();
            second_tx.send(word).unwrap();
        }
    });
    let (mut first, mut second) = (0, 0);
    for _ in &first_rx {
        first += 1;
    }
    for _ in &second_rx {
        second += 1;
    }
    tee.join().unwrap();
    (first, second)
}
