//! `sort` (in `test_the_sorter/subject.rs`) is correct. Five other versions, which you cannot see, are not.
//! Write tests that pass for this version and fail for each of the others.

use super::model::model;
use super::subject::sort;
use super::sync::channel::bounded;
use super::sync::thread;

#[test]
fn urgent_mail_comes_first() {
    model(|| {
        let (urgent_tx, urgent_rx) = bounded(1);
        let (letter_tx, letter_rx) = bounded(1);
        let sender = thread::spawn(move || {
            // The sorter may have looked for urgent mail just before, and look for letters just after.
            urgent_tx.send("fire").unwrap();
            letter_tx.send("hello").unwrap();
        });
        let mut taken = vec![];
        sort(urgent_rx, letter_rx, |mail| taken.push(mail));
        sender.join().unwrap();
        assert_eq!(taken, ["fire", "hello"]);
    });
}
