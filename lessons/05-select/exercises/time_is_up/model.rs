//! Grades the answer. Not to be edited: read it, and see what is asked for.
//!
//! In a model a timer may fire at any moment, and it moves the clock on by its length.

use super::exercise::{End, gather};
use super::model::{Check, note};
use super::sync::channel::bounded;
use super::sync::thread;
use super::sync::time::{Duration, Instant};

const LIMIT: Duration = Duration::from_secs(30);
/// After the first word. When it is over, so is the time.
const PAUSE: Duration = Duration::from_secs(40);

/// The first of these words that is gathered, and what ends the gathering.
fn gathered(words: &'static [&'static str]) -> (Option<&'static str>, End) {
    // Without a place: what was sent was taken, the first word after the time has begun.
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
    assert!(taken < 3, "two words were taken after the time was over");
    assert_eq!(gathered, words[..taken], "the words that were taken");
    match end {
        End::Done => assert_eq!(taken, words.len(), "there are more words"),
        End::TimeIsUp => assert!(time >= LIMIT, "the time was over after {time:?}"),
    }
    // Whether the second is taken is open: it comes as the time is over.
    (gathered.first().copied(), end)
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
        .run(|| gathered(&["alone"]))
        .holds()
        .reaches([
            "(None, TimeIsUp)",
            r#"(Some("alone"), Done)"#,
            r#"(Some("alone"), TimeIsUp)"#,
        ])
        .is_concurrent();
}
