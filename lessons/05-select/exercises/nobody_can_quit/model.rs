//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::gather;
use super::model::Check;
use super::sync::channel::bounded;
use super::sync::thread;

/// Types two words; a person who may quit says it, or leaves without a word. The words that were
/// gathered: those that were taken out of the channel.
fn gathered(words: [&'static str; 2], quits: bool) -> String {
    // Without a place: what was sent was taken.
    let (word_tx, word_rx) = bounded(0);
    let (quit_tx, quit_rx) = bounded(1);
    let typist = thread::spawn(move || {
        let sent = words.iter().take_while(|word| word_tx.send(**word).is_ok());
        sent.count()
    });
    let person = thread::spawn(move || {
        if quits {
            // The words may be over.
            let _ = quit_tx.send(());
        }
    });
    let gathered = gather(word_rx, quit_rx);
    let taken = typist.join().unwrap();
    person.join().unwrap();
    assert_eq!(gathered, words[..taken], "the words that were taken");
    gathered.join(" ")
}

#[test]
fn who_leaves_does_not_quit() {
    Check::new("05/nobody-can-quit")
        .preemptions(2)
        .max_steps(100)
        .run(|| {
            let words = gathered(["one", "two"], false);
            assert_eq!(words, "one two", "nobody has said quit");
            words
        })
        .holds()
        .reaches([r#""one two""#])
        .is_concurrent();
}

#[test]
fn who_quits_is_heard() {
    Check::new("05/nobody-can-quit-said")
        .preemptions(2)
        .max_steps(100)
        .run(|| gathered(["red", "blue"], true))
        .holds()
        .reaches([r#""""#, r#""red blue""#, r#""red""#])
        .is_concurrent();
}

#[test]
fn who_quits_is_heard_while_no_word_comes() {
    Check::new("05/nobody-can-quit-silence")
        .preemptions(2)
        .max_steps(100)
        .run(|| {
            let (word_tx, word_rx) = bounded(0);
            let (quit_tx, quit_rx) = bounded(1);
            let person = thread::spawn(move || quit_tx.send(()).unwrap());
            let gathered = gather(word_rx, quit_rx);
            // A typist that never typed.
            drop(word_tx);
            person.join().unwrap();
            gathered
        })
        .holds()
        .reaches(["[]"])
        .is_contended();
}
