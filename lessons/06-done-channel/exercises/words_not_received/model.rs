//! Grades the answer. Do not edit it, but read it: it says what the answer has to do.

use super::exercise::say;
use super::model::Check;
use super::sync::channel::bounded;
use super::sync::thread;
use super::sync::time::Duration;

const WORDS: [&str; 3] = ["one", "two", "three"];

#[test]
fn every_word_is_received_or_returned() {
    Check::new("06/words-not-received")
        .run(|| {
            // With no slot, a word that was sent has been received.
            let (word_tx, word_rx) = bounded(0);
            let speaker = thread::spawn(move || say(WORDS.to_vec(), &word_tx));
            let mut heard = vec![];
            // Hangs up when the timer fires, which may be at any moment.
            while let Ok(word) = word_rx.recv_timeout(Duration::from_secs(1)) {
                heard.push(word);
            }
            drop(word_rx);
            let left = speaker.join().unwrap();
            let all = [&heard[..], &left[..]].concat();
            assert_eq!(
                all, WORDS,
                "the words that were received, and then those that `say` returned"
            );
            heard.len()
        })
        .holds()
        .reaches(["0", "1", "2", "3"])
        .is_concurrent();
}

#[test]
fn a_late_listener_receives_every_word() {
    Check::new("06/words-not-received-late")
        .run(|| {
            let (word_tx, word_rx) = bounded(0);
            let words = vec!["red", "blue"];
            let speaker = thread::spawn(move || say(words, &word_tx));
            thread::sleep(Duration::from_secs(1));
            let mut heard = vec![];
            for word in &word_rx {
                heard.push(word);
            }
            assert_eq!(speaker.join().unwrap(), [""; 0], "every word was received");
            heard
        })
        .holds()
        .reaches([r#"["red", "blue"]"#]);
}
