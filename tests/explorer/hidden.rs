//! What a step finds keeps it from touching what it would touch elsewhere, and hides a race by that.

use super::commute::traces;
use checker::explorer::sync::channel::bounded;
use checker::explorer::sync::time::{Duration, Instant};
use checker::explorer::sync::{Mutex, select, thread};

const TIME: Duration = Duration::from_millis(1);

/// Only a try that finds nothing sees whether a sender is left: so the end of one comes before it or
/// after it.
#[test]
fn a_message_hides_the_end_of_another_sender_from_a_try() {
    let traces = traces(&["Err(Empty)", "Ok(1)"], || {
        let (sends, rx) = bounded(1);
        let ends = sends.clone();
        thread::scope(|scope| {
            scope.spawn(move || sends.send(1).unwrap());
            scope.spawn(move || drop(ends));
            rx.try_recv()
        })
    });
    assert_eq!(traces, 3);
}

#[test]
fn a_message_hides_the_end_of_another_sender_from_a_select() {
    let traces = traces(&["None", "Some(1)"], || {
        let (sends, rx) = bounded(1);
        let ends = sends.clone();
        thread::scope(|scope| {
            scope.spawn(move || sends.send(1).unwrap());
            scope.spawn(move || drop(ends));
            select! {
                recv(rx) -> message => message.ok(),
                default => None,
            }
        })
    });
    assert_eq!(traces, 3);
}

/// Only a wait that ends because time is up makes the clock go on.
#[test]
fn a_lock_that_is_free_hides_the_clock() {
    let traces = traces(&["false", "true"], || {
        let (lock, start) = (Mutex::new(()), Instant::now());
        thread::scope(|scope| {
            scope.spawn(|| drop(lock.lock()));
            scope.spawn(|| Instant::now() > start);
            lock.try_lock_for(TIME).is_some()
        })
    });
    assert_eq!(traces, 4);
}
