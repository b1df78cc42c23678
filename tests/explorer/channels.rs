//! Channels and select: which of their steps commute.

use super::commute::{traces, traces_of_many};
use super::schedules;
use checker::explorer::check;
use checker::explorer::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use checker::explorer::sync::channel::{Receiver, Sender, after, bounded, unbounded};
use checker::explorer::sync::time::Duration;
use checker::explorer::sync::{counted, select, select_biased, thread};

const SOON: Duration = Duration::from_millis(1);

/// Waits for either of two, but not for ever: what was received, or 0.
fn either(a: &Receiver<u32>, b: &Receiver<u32>) -> u32 {
    select! {
        recv(a) -> message => message.unwrap(),
        recv(b) -> message => message.unwrap(),
        default(SOON) => 0,
    }
}

/// Of two who meet a select that waits, the first takes the other's chance, though they have no
/// channel in common.
#[test]
fn to_complete_a_select_takes_the_chance_of_its_other_arms() {
    traces(
        &["(false, false, 0)", "(false, true, 2)", "(true, false, 1)"],
        || {
            let ((one, a), (two, b)) = (bounded(0), bounded(0));
            let tried = |to: &Sender<u32>, message| to.try_send(message).is_ok();
            thread::scope(|scope| {
                let first = scope.spawn(|| tried(&one, 1));
                let second = scope.spawn(|| tried(&two, 2));
                let seen = either(&a, &b);
                (first.join().unwrap(), second.join().unwrap(), seen)
            })
        },
    );
}

/// A try meets any of the selects that wait to send.
#[test]
fn a_try_meets_any_select_that_waits() {
    traces(&["Err(Empty)", "Ok(1)", "Ok(2)"], || {
        let (tx, rx) = bounded(0);
        thread::scope(|scope| {
            for message in [1, 2] {
                let tx = &tx;
                scope.spawn(move || {
                    select! {
                        send(tx, message) -> _ => (),
                        default(SOON) => (),
                    }
                });
            }
            rx.try_recv()
        })
    });
}

/// With room for any number, the last receiver drops what nobody will read.
#[test]
fn to_look_how_many_there_are_and_the_last_receivers_end_do_not_commute() {
    let traces = traces(&["0", "1"], || {
        let (tx, rx) = unbounded();
        tx.send(1).unwrap();
        let other = thread::spawn(move || drop(rx));
        let len = tx.len();
        other.join().unwrap();
        len
    });
    assert_eq!(traces, 2);
}

/// It looks at the timer first, which may have fired by then, or may not.
#[test]
fn a_biased_select_may_find_that_a_timer_before_a_message_has_fired() {
    let traces = traces(&["\"message\"", "\"timer\""], || {
        let (tx, rx) = bounded(1);
        tx.send(()).unwrap();
        let timer = after(SOON);
        select_biased! {
            recv(timer) -> _ => "timer",
            recv(rx) -> _ => "message",
        }
    });
    assert_eq!(traces, 2);
}

/// Without a receiver the last sender drops what nobody received.
#[test]
fn the_ends_of_senders_do_not_commute_when_one_of_them_drops_a_message() {
    let traces = traces(&["[1, 1]", "[1, 2]", "[2, 1]"], || {
        let held = counted::Arc::new(());
        let (tx, rx) = bounded(1);
        tx.send(held.clone()).unwrap();
        drop(rx);
        let threads = [tx.clone(), tx].map(|tx| {
            let held = &held;
            move || {
                drop(tx);
                counted::Arc::strong_count(held)
            }
        });
        thread::scope(|scope| {
            let threads = threads.map(|thread| scope.spawn(thread));
            threads.map(|thread| thread.join().unwrap())
        })
    });
    assert_eq!(traces, 4);
}

/// n senders, each to one of two rendezvous, and as many selects that receive from both.
fn selectors(n: usize) {
    let (a, b) = (bounded(0), bounded(0));
    let (to, from) = ([&a.0, &b.0], [&a.1, &b.1]);
    thread::scope(|scope| {
        for i in 0..n {
            scope.spawn(move || to[i % 2].send(i).unwrap());
        }
        for _ in 0..n {
            select! {
                recv(from[0]) -> message => assert!(message.is_ok()),
                recv(from[1]) -> message => assert!(message.is_ok()),
            }
        }
    });
}

/// Nobody tries or selects to send, so a select is one step: of two, the first finds one sender or the
/// other, or both and takes either.
#[test]
fn a_select_that_no_select_can_meet_is_one_step() {
    assert_eq!(schedules(&check("selectors/one", || selectors(1))), 1);
    assert_eq!(schedules(&check("selectors/two", || selectors(2))), 4);
}

/// Whichever waits is met by the other, and neither waits for ever.
#[test]
fn selects_meet() {
    let report = check("selectors/meet", || {
        let ((to, out), (_other, never)) = (bounded(0), bounded::<u32>(0));
        thread::scope(|scope| {
            let sender = scope.spawn(|| {
                select! {
                    send(to, 7) -> sent => sent.is_ok(),
                    recv(never) -> _ => false,
                }
            });
            let received = select! {
                recv(out) -> message => message.unwrap(),
                recv(never) -> message => message.unwrap(),
            };
            (sender.join().unwrap(), received)
        })
    });
    report.holds().reaches(["(true, 7)"]);
}

/// A message goes to either of two that wait. In which order they were spawned is no matter.
#[test]
fn receivers_that_wait_are_told_apart_by_how_they_were_spawned() {
    traces_of_many(&["(0, 0)", "(0, 1)", "(1, 0)"], || {
        let (tx, rx) = bounded::<usize>(0);
        let receive = |rx: Receiver<usize>| move || rx.recv().unwrap_or(0);
        let (one, other) = (receive(rx.clone()), receive(rx));
        let parent = thread::spawn(move || thread::spawn(one));
        // Meanwhile the other thread may spawn its own.
        AtomicUsize::new(0).load(Relaxed);
        let other = thread::spawn(other);
        let one = parent.join().unwrap();
        let _ = tx.try_send(1);
        drop(tx);
        (one.join().unwrap(), other.join().unwrap())
    });
}

/// Two selects that find a message each in a channel of their own, beside one that both look at.
fn beside_a_shared_arm() {
    let (shared, other) = bounded::<u32>(1);
    thread::scope(|scope| {
        for i in 0..2 {
            let (tx, rx) = bounded(1);
            tx.send(i).unwrap();
            let other = &other;
            scope.spawn(move || {
                select! {
                    recv(rx) -> message => assert_eq!(message, Ok(i)),
                    recv(other) -> _ => unreachable!("nothing is sent"),
                }
            });
        }
    });
    drop(shared);
}

/// The arms that a select does not take it has only looked at.
#[test]
fn selects_commute_that_take_from_different_channels() {
    assert_eq!(traces(&["()"], beside_a_shared_arm), 1);
}

/// It takes the first message, or the other; what is sent behind the first it cannot see.
#[test]
fn a_select_commutes_with_what_is_sent_behind_the_message_that_it_finds() {
    let traces = traces(&["Ok(1)"], || {
        let ((tx, rx), (_other, empty)) = (bounded(2), bounded(0));
        tx.send(1).unwrap();
        thread::scope(|scope| {
            scope.spawn(move || tx.send(2).unwrap());
            select! {
                recv(rx) -> message => message,
                recv(empty) -> message => message,
            }
        })
    });
    assert_eq!(traces, 1);
}

/// The same with room for the message that the select sends.
#[test]
fn a_select_that_sends_commutes_with_receives_elsewhere() {
    let traces = traces(&["1"], || {
        let ((to, from), (_other, empty)) = (bounded(2), bounded::<u32>(0));
        to.send(0).unwrap();
        thread::scope(|scope| {
            scope.spawn(|| from.recv().unwrap());
            select! {
                send(to, 1) -> sent => assert!(sent.is_ok()),
                recv(empty) -> _ => unreachable!("nothing is sent"),
            }
        });
        from.len()
    });
    assert_eq!(traces, 1);
}

/// Which message is there first, of two that a select waits for: each alone, or both and either is taken. What is
/// offered behind the first makes no difference.
#[test]
fn a_select_sees_the_first_of_those_that_offer() {
    assert_eq!(schedules(&check("selectors/three", || selectors(3))), 18);
    assert_eq!(schedules(&check("selectors/four", || selectors(4))), 136);
}

/// It can send before the receiver ends, though after that it is told of the end.
#[test]
fn a_select_that_could_send_is_tried_before_the_end_of_the_receiver() {
    let traces = traces(&["false", "true"], || {
        let (tx, rx) = unbounded();
        let sender = thread::spawn(move || {
            select! {
                send(tx, 1) -> sent => sent.is_ok(),
            }
        });
        drop(rx);
        sender.join().unwrap()
    });
    assert_eq!(traces, 2);
}
