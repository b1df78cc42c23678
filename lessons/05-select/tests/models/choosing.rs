//! Which of two ready channels is chosen; one channel in place of two.

use crate::ends::{receive_all, send_all};
use crate::fairness::{Turns, biased, in_order, random};
use crate::model::{self, Check, Report, check};
use crate::one_channel::drain;
use crate::patient;
use crate::sync::channel::{Receiver, Sender, bounded};
use crate::sync::thread;
use crate::taken::Taken;

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

/// Several send into one channel.
fn ends<const N: usize>(how: Check, names: [&'static str; N]) -> Report {
    how.run(move || {
        let (number_tx, number_rx) = bounded(1);
        let senders = names.map(|name| {
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
}

#[test]
fn ends_with_three_threads() {
    let how = Check::new("05/ends-two-senders").preemptions(2);
    ends(how, ["sender 1", "sender 2"])
        .holds()
        .reaches([r#""sender 1 then sender 2""#, r#""sender 2 then sender 1""#])
        .is_contended()
        .is_recorded();
}

/// 6 schedules, 3!: in which order they send.
fn ends_with_four_threads() {
    ends(Check::new("05/ends-three-senders"), ["a", "b", "c"])
        .holds()
        .reaches([
            r#""a then b then c""#,
            r#""a then c then b""#,
            r#""b then a then c""#,
            r#""b then c then a""#,
            r#""c then a then b""#,
            r#""c then b then a""#,
        ])
        .is_contended()
        .is_recorded();
}

/// 24 schedules, 4!.
fn ends_with_five_threads() {
    let report = ends(Check::new("05/ends-four-senders"), ["a", "b", "c", "d"]);
    report.holds().is_contended().is_recorded();
    assert_eq!(report.outcomes().len(), 24);
}

type Either = Taken<u32, &'static str>;

/// Asserts what must be received from one channel, however it is drained: each message once, and those of
/// each sender in order. Returns the order in which they arrived.
fn drained(both_rx: &Receiver<Either>, batch: usize, sent: &[u32]) -> String {
    let (mut lefts, mut rights, mut order) = (vec![], vec![], vec![]);
    drain(both_rx, batch, |taken| match taken {
        Taken::Left(number) => {
            lefts.push(number);
            order.push(number.to_string());
        }
        Taken::Right(word) => {
            rights.push(word);
            order.push(word.to_string());
        }
        Taken::LeftEnded | Taken::RightEnded => unreachable!("no sender sends ends"),
    });
    assert_eq!(lefts, sent, "from left");
    assert_eq!(rights, ["one"], "from right");
    order.join(" ")
}

fn sends(to: &Sender<Either>, messages: impl IntoIterator<Item = Either>) {
    messages
        .into_iter()
        .for_each(|message| patient::send(to, message).unwrap());
}

#[test]
fn one_channel_with_two_threads() {
    check("05/one-channel", || {
        let (both_tx, both_rx) = bounded(1);
        let sender = thread::Builder::new().name("sender".into());
        let sender = sender.spawn(move || {
            sends(
                &both_tx,
                [Taken::Left(1), Taken::Right("one"), Taken::Left(2)],
            );
        });
        let order = drained(&both_rx, 2, &[1, 2]);
        sender.unwrap().join().unwrap();
        order
    })
    .holds()
    .reaches([r#""1 one 2""#])
    .is_contended()
    .is_recorded();
}

fn one_channel_with_three_threads() {
    let how = Check::new("05/one-channel-two-senders").preemptions(2);
    how.run(|| {
        let (both_tx, both_rx) = bounded(1);
        let right_tx = both_tx.clone();
        let left = thread::Builder::new().name("left sender".into());
        let left = left.spawn(move || sends(&both_tx, [Taken::Left(1), Taken::Left(2)]));
        let right = thread::Builder::new().name("right sender".into());
        let right = right.spawn(move || sends(&right_tx, [Taken::Right("one")]));
        let order = drained(&both_rx, 2, &[1, 2]);
        left.unwrap().join().unwrap();
        right.unwrap().join().unwrap();
        order
    })
    .holds()
    .reaches([r#""1 2 one""#, r#""1 one 2""#, r#""one 1 2""#])
    .is_contended()
    .is_recorded();
}

model::slower!(one_channel_with_three_threads);

/// Three besides main, a message each, and the channel is not drained: with that there are 255,420
/// schedules.
#[test]
#[ignore = "over a second in a debug build: CI checks it with the explorer"]
fn one_channel_with_four_threads() {
    let how = Check::new("05/one-channel-three-senders");
    how.run(|| {
        let (both_tx, both_rx) = bounded(1);
        let messages = [Taken::Left(1), Taken::Left(1), Taken::Right("one")];
        let senders = messages.map(|message| {
            let both_tx = both_tx.clone();
            let sender = thread::Builder::new().name("sender".into());
            sender.spawn(move || sends(&both_tx, [message])).unwrap()
        });
        drop(both_tx);
        let order = drained(&both_rx, 1, &[1, 1]);
        senders
            .into_iter()
            .for_each(|sender| sender.join().unwrap());
        order
    })
    .holds()
    .reaches([r#""1 1 one""#, r#""1 one 1""#, r#""one 1 1""#])
    .is_contended()
    .is_recorded();
}

model::larger!(ends_with_four_threads, ends_with_five_threads,);
