//! Grades the answer. Do not edit it, but read it: it says what the answer has to do.
//!
//! In a model a timer may fire at any moment, and it advances the clock by its length.

use super::exercise::{End, gather};
use super::model::{Check, note};
use super::sync::channel::bounded;
use super::sync::thread;
use super::sync::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(30);
/// After the first word. It is longer than the limit.
const PAUSE: Duration = Duration::from_secs(40);

/// Returns the first word that is received, and why `gather` returned.
fn gathered(words: &'static [&'static str]) -> (Option<&'static str>, End) {
    // With no slot, a word that was sent has been received, the first one after the timer started.
    let (word_tx, word_rx) = bounded(0);
    let typist = thread::spawn(move || {
        for (i, word) in words.iter().enumerate() {
            if i == 1 {
                thread::sleep(PAUSE);
                note("40 s have passed since the first word");
            }
            if word_tx.send(*word).is_err() {
                return i;
            }
        }
        words.len()
    });
    let start = Instant::now();
    let (gathered, end) = gather(&word_rx, LIMIT);
    let time = start.elapsed();
    drop(word_rx);
    let taken = typist.join().unwrap();
    assert!(
        taken < 3,
        "two words were received after the limit had passed"
    );
    assert_eq!(gathered, words[..taken], "the words that were received");
    match end {
        End::Done => assert_eq!(
            taken,
            words.len(),
            "it returned `Done`, but there are more words"
        ),
        End::Expired => assert!(time >= LIMIT, "it returned `Expired` after {time:?}"),
    }
    // Whether the second word is received is open, because it arrives as the timer fires.
    (gathered.first().copied(), end)
}

#[test]
fn a_typist_that_keeps_typing_is_stopped() {
    Check::new("05/limit-has-passed")
        .run(|| gathered(&["one", "two", "three"]))
        .holds()
        .reaches(["(None, Expired)", r#"(Some("one"), Expired)"#])
        .is_concurrent();
}

#[test]
fn a_word_that_arrives_in_time_is_received() {
    Check::new("05/limit-has-passed-done")
        .run(|| gathered(&["alone"]))
        .holds()
        .reaches([
            "(None, Expired)",
            r#"(Some("alone"), Done)"#,
            r#"(Some("alone"), Expired)"#,
        ])
        .is_concurrent();
}
