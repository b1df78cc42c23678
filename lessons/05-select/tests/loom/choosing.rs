//! Which of two ready channels is taken; ends that are passed on.

use crate::ends::{receive_all, send_all};
use crate::fairness::{Turns, biased, in_order, random};
use crate::sync::channel::bounded;
use crate::sync::thread;
use workbook::model::{Check, check};

fn won(turns: Turns) -> (u64, u64) {
    (turns.first, turns.second)
}

#[test]
fn a_select_takes_either_of_two_that_are_ready() {
    check("05/random", || won(random(2)))
        .holds()
        .reaches(["(0, 2)", "(1, 1)", "(2, 0)"])
        .is_recorded();
}

#[test]
fn a_biased_select_takes_the_first_that_is_ready() {
    check("05/biased", || won(biased(2)))
        .holds()
        .reaches(["(2, 0)"])
        .is_recorded();
}

#[test]
fn tries_in_order_take_the_first_that_is_ready() {
    check("05/in-order", || won(in_order(2)))
        .holds()
        .reaches(["(2, 0)"])
        .is_recorded();
}

#[test]
fn ends_with_two_threads() {
    check("05/ends", || {
        let (number_tx, number_rx) = bounded(1);
        let sender = thread::Builder::new().name("sender".into());
        let sender = sender.spawn(move || send_all([1, 2, 3], &number_tx));
        let received = receive_all(&number_rx);
        sender.unwrap().join().unwrap().unwrap();
        assert_eq!(received, [1, 2, 3]);
    })
    .holds()
    .is_contended()
    .is_recorded();
}

#[test]
fn ends_with_three_threads() {
    let how = Check::new("05/ends-two-senders").preemptions(2);
    how.run(|| {
        let (number_tx, number_rx) = bounded(1);
        let senders = ["sender 1", "sender 2"].map(|name| {
            let number_tx = number_tx.clone();
            let sender = thread::Builder::new().name(name.into());
            sender.spawn(move || send_all([name], &number_tx))
        });
        drop(number_tx);
        let received = receive_all(&number_rx);
        for sender in senders {
            sender.unwrap().join().unwrap().unwrap();
        }
        received.join(" then ")
    })
    .holds()
    .reaches([r#""sender 1 then sender 2""#, r#""sender 2 then sender 1""#])
    .is_contended()
    .is_recorded();
}
