//! Tries: they come before or after what could make a difference to them, and nothing else.

use super::commute::traces;
use checker::explorer::sync::channel::{bounded, unbounded};
use checker::explorer::sync::thread;

/// What two threads return.
fn both<A: Send, B: Send>(
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    thread::scope(|scope| {
        let (first, second) = (scope.spawn(first), scope.spawn(second));
        (first.join().unwrap(), second.join().unwrap())
    })
}

/// The send comes first where the search begins: that it took the last place is seen by the try.
#[test]
fn a_try_and_the_send_that_takes_its_place_do_not_commute() {
    let traces = traces(&["(false, 1)", "(true, 2)"], || {
        let (tx, rx) = bounded(1);
        thread::scope(|scope| {
            scope.spawn(|| tx.send(1).unwrap());
            let tries = scope.spawn(|| tx.try_send(2).is_ok());
            (tries.join().unwrap(), rx.recv().unwrap())
        })
    });
    assert_eq!(traces, 2);
}

#[test]
fn tries_that_send_do_not_commute() {
    let traces = traces(&["[1, 2]", "[2, 1]"], || {
        let (tx, rx) = bounded(2);
        both(|| tx.try_send(1).unwrap(), || tx.try_send(2).unwrap());
        drop(tx);
        rx.iter().collect::<Vec<u32>>()
    });
    assert_eq!(traces, 2);
}

#[test]
fn tries_that_receive_do_not_commute() {
    let traces = traces(&["(1, 2)", "(2, 1)"], || {
        let (tx, rx) = unbounded();
        tx.send(1).unwrap();
        tx.send(2).unwrap();
        both(|| rx.try_recv().unwrap(), || rx.try_recv().unwrap())
    });
    assert_eq!(traces, 2);
}

#[test]
fn tries_in_vain_commute() {
    let traces = traces(&["(true, true)"], || {
        let (_tx, rx) = unbounded::<u32>();
        both(|| rx.try_recv().is_err(), || rx.try_recv().is_err())
    });
    assert_eq!(traces, 1);
}

/// What a try finds first hides what is sent meanwhile.
#[test]
fn a_try_commutes_with_the_send_of_a_later_message() {
    let traces = traces(&["((), 1)"], || {
        let (tx, rx) = unbounded();
        tx.send(1).unwrap();
        both(|| tx.send(2).unwrap(), || rx.try_recv().unwrap())
    });
    assert_eq!(traces, 1);
}

/// Whether there is room for one more makes no difference to who needs none.
#[test]
fn a_try_commutes_with_the_receive_of_another_place() {
    let traces = traces(&["(1, ())"], || {
        let (tx, rx) = bounded(2);
        tx.send(1).unwrap();
        both(|| rx.recv().unwrap(), || tx.try_send(2).unwrap())
    });
    assert_eq!(traces, 1);
}
