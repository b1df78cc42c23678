//! Grades the answer. Do not edit it, but read it: it says what the answer has to do.

use super::exercise::gather;
use super::model::Check;
use super::sync::channel::bounded;
use super::sync::thread;

/// One thread sends two words. Another one asks to quit, or ends without doing so. Returns the words that
/// were gathered, which are those that were received from the channel.
fn gathered(words: [&'static str; 2], quits: bool) -> String {
    // With no slot, a word that was sent has been received.
    let (word_tx, word_rx) = bounded(0);
    let (quit_tx, quit_rx) = bounded(1);
    let typist = thread::spawn(move || {
        let sent = words.iter().take_while(|word| word_tx.send(**word).is_ok());
        sent.count()
    });
    let person = thread::spawn(move || {
        if quits {
            // Fails if `gather` has returned.
            let _ = quit_tx.send(());
        }
    });
    let gathered = gather(word_rx, quit_rx);
    let taken = typist.join().unwrap();
    person.join().unwrap();
    assert_eq!(gathered, words[..taken], "the words that were received");
    gathered.join(" ")
}

#[test]
fn a_dropped_sender_is_not_a_request() {
    Check::new("05/no-request-can-arrive")
        .preemptions(2)
        .max_steps(100)
        .run(|| {
            let words = gathered(["one", "two"], false);
            assert_eq!(words, "one two", "no thread asked to quit");
            words
        })
        .holds()
        .reaches([r#""one two""#])
        .is_concurrent();
}

#[test]
fn a_request_to_quit_is_received() {
    Check::new("05/no-request-can-arrive-said")
        .preemptions(2)
        .max_steps(100)
        .run(|| gathered(["red", "blue"], true))
        .holds()
        .reaches([r#""""#, r#""red blue""#, r#""red""#])
        .is_concurrent();
}

#[test]
fn a_request_to_quit_is_received_while_no_word_arrives() {
    Check::new("05/no-request-can-arrive-silence")
        .preemptions(2)
        .max_steps(100)
        .run(|| {
            let (word_tx, word_rx) = bounded(0);
            let (quit_tx, quit_rx) = bounded(1);
            let person = thread::spawn(move || quit_tx.send(()).unwrap());
            let gathered = gather(word_rx, quit_rx);
            // A typist that never sent a word.
            drop(word_tx);
            person.join().unwrap();
            gathered
        })
        .holds()
        .reaches(["[]"])
        .is_contended();
}
