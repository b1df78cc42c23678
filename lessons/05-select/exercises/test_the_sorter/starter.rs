//! `sort` (in `test_the_sorter/subject.rs`) is right. Five others are not, and you cannot see them.
//! Write tests that hold for this one and fail for each of those.

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
        // TODO: when may which sender leave, and what is promised of what is taken?
        let sender = thread::spawn(move || {
            letter_tx.send("hello").unwrap();
            drop((letter_tx, urgent_tx));
        });
        let mut taken = vec![];
        sort(urgent_rx, letter_rx, |mail| taken.push(mail));
        sender.join().unwrap();
    });
}
