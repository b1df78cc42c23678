//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::gather;
use super::model::Check;
use super::sync::channel::bounded;
use super::sync::thread;

/// Types two words; a person who may quit says it, or leaves without a word.
fn gathered(quits: bool) -> String {
    let (word_tx, word_rx) = bounded(0);
    let (quit_tx, quit_rx) = bounded(1);
    let typist = thread::spawn(move || {
        for word in ["one", "two"] {
            if word_tx.send(word).is_err() {
                return;
            }
        }
    });
    let person = thread::spawn(move || {
        if quits {
            // The words may be over.
            let _ = quit_tx.send(());
        }
    });
    let words = gather(word_rx, quit_rx);
    typist.join().unwrap();
    person.join().unwrap();
    words.join(" ")
}

#[test]
fn who_leaves_does_not_quit() {
    Check::new("05/nobody-can-quit")
        .preemptions(2)
        .max_steps(100)
        .run(|| {
            let words = gathered(false);
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
        .run(|| gathered(true))
        .holds()
        .reaches([r#""""#, r#""one two""#, r#""one""#])
        .is_concurrent();
}
