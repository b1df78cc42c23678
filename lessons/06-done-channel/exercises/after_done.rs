//! A speaker checks `done` before each word. The listener receives one word, closes `done`, and counts the words
//! that arrive after that. State everything that `program` may return, and whether it can fail.

use super::sync::channel::{TryRecvError, bounded};
use super::sync::thread;
use checker::recording::FailureKind;

/// How it can fail, for example `Some(FailureKind::Deadlock)`; `None` if it cannot.
pub const FAILS: Option<FailureKind> = None;
/// Everything that it may return, as `{:?}` prints it.
// TODO: which other results are possible?
pub const OUTCOMES: &[&str] = &["0"];

/// Do not edit this function.
pub fn program() -> u32 {
    let (word_tx, word_rx) = bounded(1);
    let (done_tx, done_rx) = bounded::<()>(0);
    let speaker = thread::spawn(move || {
        for word in ["one", "two", "three", "four", "five"] {
            if let Err(TryRecvError::Disconnected) = done_rx.try_recv() {
                return;
            }
            word_tx.send(word).unwrap();
        }
    });
    word_rx.recv().unwrap();
    drop(done_tx);
    let mut after = 0;
    for _ in &word_rx {
        after += 1;
    }
    speaker.join().unwrap();
    after
}
