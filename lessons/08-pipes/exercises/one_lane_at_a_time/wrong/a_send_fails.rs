//! Words go into two lanes, each with room for one; main reads the first lane to its end, then the
//! other. Say what `program` may return, and whether it can fail.

use super::sync::channel::bounded;
use super::sync::thread;
use checker::recording::FailureKind;

/// How it fails, if it can: `Some(FailureKind::Assertion)`. Then there is nothing that it returns.
pub const FAILS: Option<FailureKind> = Some(FailureKind::Assertion);
/// Everything that it may return, as `{:?}` prints it.
pub const OUTCOMES: &[&str] = &[];

/// Not to be edited.
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
