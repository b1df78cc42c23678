//! A typist sends a word, a request to quit, and another word. A loop selects between the two channels. State
//! everything that `program` may return, and whether it can fail.

use super::sync::channel::bounded;
use super::sync::{select, thread};
use checker::recording::FailureKind;

/// How it can fail, for example `Some(FailureKind::Deadlock)`; `None` if it cannot.
pub const FAILS: Option<FailureKind> = None;
/// Everything that it may return, as `{:?}` prints it: `"\"one\""` stands for `one`.
// CHANGED: a select takes either of two ready arms: the request to quit before a word that was sent earlier,
// a word that was sent after the request, and even the end of the words while the request is still unread.
pub const OUTCOMES: &[&str] = &["\"\"", "\"one\"", "\"one, two\"", "\"one, two, the end\""];

/// Do not edit this function.
pub fn program() -> String {
    let (word_tx, word_rx) = bounded(2);
    let (quit_tx, quit_rx) = bounded(1);
    let typist = thread::spawn(move || {
        word_tx.send("one").unwrap();
        quit_tx.send(()).unwrap();
        word_tx.send("two").unwrap();
    });
    let mut heard = vec![];
    loop {
        select! {
            recv(word_rx) -> word => match word {
                Ok(word) => heard.push(word),
                Err(_) => {
                    heard.push("the end");
                    break;
                }
            },
            recv(quit_rx) -> _ => break,
        }
    }
    typist.join().unwrap();
    heard.join(", ")
}
