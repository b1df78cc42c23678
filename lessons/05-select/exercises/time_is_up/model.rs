//! Grades the answer. Not to be edited: read it, and see what is asked for.
//!
//! In a model a timer may fire at any moment, and it moves the clock on by its length.

use super::exercise::{End, gather};
use super::model::{Check, note};
use super::sync::channel::bounded;
use super::sync::thread;
use super::sync::time::Duration;

const LIMIT: Duration = Duration::from_secs(30);
/// After the first word. When it is over, so is the time.
const PAUSE: Duration = Duration::from_secs(40);

/// The first of these words that is gathered, and what ends the gathering.
fn gathered(words: &'static [&'static str]) -> (Option<&'static str>, End) {
    // Without a place: the first word is taken when the time has begun.
    let (word_tx, word_rx) = bounded(0);
    let typist = thread::spawn(move || {
        for (i, word) in words.iter().enumerate() {
            if i == 1 {
                thread::sleep(PAUSE);
                note("40 s have passed since the first word");
            }
            if word_tx.send(*word).is_err() {
                return;
            }
        }
    });
    let (words, end) = gather(&word_rx, LIMIT);
    drop(word_rx);
    typist.join().unwrap();
    assert!(
        !words.contains(&"three"),
        "two words were taken after the time was over"
    );
    // Whether "two" is taken is open: it comes as the time is over.
    (words.first().copied(), end)
}

#[test]
fn who_goes_on_typing_is_stopped() {
    Check::new("05/time-is-up")
        .run(|| gathered(&["one", "two", "three"]))
        .holds()
        .reaches(["(None, TimeIsUp)", r#"(Some("one"), TimeIsUp)"#])
        .is_concurrent();
}

#[test]
fn all_that_comes_in_time_is_taken() {
    Check::new("05/time-is-up-done")
        .run(|| gathered(&["one"]))
        .holds()
        .reaches([
            "(None, TimeIsUp)",
            r#"(Some("one"), Done)"#,
            r#"(Some("one"), TimeIsUp)"#,
        ])
        .is_concurrent();
}
