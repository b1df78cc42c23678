//! Two channels until both have ended, and the trap.

use crate::merge;
use crate::model::{Check, Report};
use crate::sync::channel::{Receiver, bounded};
use crate::sync::thread;
use crate::taken::Taken;
use crate::traps;
use checker::recording::FailureKind;

type Merge =
    fn(Receiver<u32>, Receiver<&'static str>, usize, &mut dyn FnMut(Taken<u32, &'static str>));

/// Runs the technique, or a trap, which has the same name.
macro_rules! run {
    ($($module:ident)::+) => {
        |left, right, batch, take| $($module)::+::merge(left, right, batch, take)
    };
}

/// Asserts what every merge must pass on: each message and each end once, and each channel's messages in
/// order. Returns the order in which they arrived.
fn takes(
    merge: Merge,
    left: Receiver<u32>,
    right: Receiver<&'static str>,
    batch: usize,
    sent: &[u32],
) -> String {
    let mut order = vec![];
    let (mut lefts, mut rights) = (vec![], vec![]);
    let (mut left_ended, mut right_ended) = (false, false);
    merge(left, right, batch, &mut |taken| match taken {
        Taken::Left(number) => {
            assert!(!left_ended, "a message after the end of left");
            lefts.push(number);
            order.push(number.to_string());
        }
        Taken::Right(word) => {
            assert!(!right_ended, "a message after the end of right");
            rights.push(word);
            order.push(word.to_string());
        }
        Taken::LeftEnded => {
            assert!(
                !left_ended,
                "left had ended, and its end was received again"
            );
            left_ended = true;
        }
        Taken::RightEnded => {
            assert!(
                !right_ended,
                "right had ended, and its end was received again"
            );
            right_ended = true;
        }
    });
    assert!(
        left_ended && right_ended,
        "it returned before both channels had ended"
    );
    assert_eq!(lefts, sent, "from left");
    assert_eq!(rights, ["one"], "from right");
    order.join(" ")
}

/// Two threads: one sends to both, `sent` to the left.
fn two_threads(how: Check, merge: Merge, batch: usize, sent: &'static [u32]) -> Report {
    how.run(move || {
        let (left_tx, left_rx) = bounded(1);
        let (right_tx, right_rx) = bounded(1);
        let sender = thread::Builder::new().name("sender".into()).spawn(move || {
            left_tx.send(sent[0]).unwrap();
            right_tx.send("one").unwrap();
            for number in &sent[1..] {
                left_tx.send(*number).unwrap();
            }
        });
        let order = takes(merge, left_rx, right_rx, batch, sent);
        sender.unwrap().join().unwrap();
        order
    })
}

/// Three threads: one sends to each.
fn three_threads(how: Check, merge: Merge, batch: usize, capacity: usize) -> Report {
    how.run(move || {
        let (left_tx, left_rx) = bounded(capacity);
        let (right_tx, right_rx) = bounded(capacity);
        let lefts = thread::Builder::new()
            .name("left sender".into())
            .spawn(move || {
                left_tx.send(1).unwrap();
                left_tx.send(2).unwrap();
            });
        let rights = thread::Builder::new()
            .name("right sender".into())
            .spawn(move || {
                right_tx.send("one").unwrap();
            });
        let order = takes(merge, left_rx, right_rx, batch, &[1, 2]);
        lefts.unwrap().join().unwrap();
        rights.unwrap().join().unwrap();
        order
    })
}

/// Three threads besides main: two send to the left, a message each.
fn four_threads(how: Check, merge: Merge, batch: usize, capacity: usize) -> Report {
    how.run(move || {
        let (left_tx, left_rx) = bounded(capacity);
        let (right_tx, right_rx) = bounded(capacity);
        let lefts = ["left sender 1", "left sender 2"].map(|name| {
            let left_tx = left_tx.clone();
            let sender = thread::Builder::new().name(name.into());
            sender.spawn(move || left_tx.send(1).unwrap()).unwrap()
        });
        drop(left_tx);
        let rights = thread::Builder::new().name("right sender".into());
        let rights = rights.spawn(move || right_tx.send("one").unwrap());
        let order = takes(merge, left_rx, right_rx, batch, &[1, 1]);
        lefts.into_iter().for_each(|sender| sender.join().unwrap());
        rights.unwrap().join().unwrap();
        order
    })
}

/// Both ready is explored both ways.
const ALL: [&str; 3] = [r#""1 2 one""#, r#""1 one 2""#, r#""one 1 2""#];

#[test]
fn merge_with_two_threads() {
    two_threads(Check::new("05/merge"), run!(merge), 1, &[1])
        .holds()
        .reaches([r#""1 one""#, r#""one 1""#])
        .is_contended()
        .is_recorded();
}

#[test]
fn merge_drained_with_two_threads() {
    let how = Check::new("05/merge-drained").preemptions(2);
    two_threads(how, run!(merge), 2, &[1, 2])
        .holds()
        .reaches(ALL)
        .is_contended()
        .is_recorded();
}

#[test]
fn merge_with_three_threads() {
    let how = Check::new("05/merge-two-senders").preemptions(2);
    three_threads(how, run!(merge), 2, 1)
        .holds()
        .reaches(ALL)
        .is_contended()
        .is_recorded();
}

#[test]
fn merge_of_channels_without_slots() {
    let how = Check::new("05/merge-rendezvous").preemptions(2);
    three_threads(how, run!(merge), 1, 0)
        .holds()
        .reaches(ALL)
        .is_contended()
        .is_recorded();
}

#[test]
#[ignore = "over a second in a debug build: CI checks it with the explorer"]
fn merge_with_four_threads() {
    four_threads(Check::new("05/merge-three-senders"), run!(merge), 2, 1)
        .holds()
        .reaches([r#""1 1 one""#, r#""1 one 1""#, r#""one 1 1""#])
        .is_contended()
        .is_recorded();
}

#[test]
fn dead_arm() {
    two_threads(Check::new("05/dead-arm"), run!(traps::dead_arm), 1, &[1])
        .fails(FailureKind::Assertion, 0)
        .is_recorded();
}
