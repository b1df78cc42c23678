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
        urgent_tx.send("fire").unwrap();
        letter_tx.send("hello").unwrap();
        drop((urgent_tx, letter_tx));
        let mut taken = vec![];
        sort(urgent_rx, letter_rx, |mail| taken.push(mail));
        assert_eq!(taken, ["fire", "hello"]);
    });
}

#[test]
fn a_letter_that_comes_last_is_taken() {
    model(|| {
        let (urgent_tx, urgent_rx) = bounded(1);
        let (letter_tx, letter_rx) = bounded(1);
        urgent_tx.send("fire").unwrap();
        drop(urgent_tx);
        let sender = thread::spawn(move || letter_tx.send("hello").unwrap());
        let mut taken = vec![];
        sort(urgent_rx, letter_rx, |mail| taken.push(mail));
        sender.join().unwrap();
        taken.sort();
        assert_eq!(taken, ["fire", "hello"]);
    });
}
