//! `sort` (in `test_the_sorter/subject.rs`) is correct. Five other versions, which you cannot see, are not.
//! Write tests that pass for this version and fail for each of the others.

use super::model::model;
use super::subject::sort;
use super::sync::channel::bounded;
use super::sync::thread;

#[test]
fn all_mail_is_taken() {
    model(|| {
        let (urgent_tx, urgent_rx) = bounded(1);
        let (letter_tx, letter_rx) = bounded(1);
        urgent_tx.send("fire").unwrap();
        // TODO: in which orders can the two senders be dropped, and what does `sort` promise about the mail?
        let sender = thread::spawn(move || {
            letter_tx.send("hello").unwrap();
            drop((letter_tx, urgent_tx));
        });
        let mut taken = vec![];
        sort(urgent_rx, letter_rx, |mail| taken.push(mail));
        sender.join().unwrap();
    });
}
