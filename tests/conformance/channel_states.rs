//! Every operation on a channel that is empty, full or cut off, of every capacity, by one thread.

use super::scenario;
use super::sync::Arc;
use super::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use super::sync::channel::{Receiver, Sender, bounded, unbounded};
use super::sync::time::{Duration, Instant};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(empty_0 = empty(Some(0)))
            .reaches(&["((0, true, true, Some(0)), true, [Empty, Timeout, Timeout], 0)"])
            .real_runs(5),
        scenario!(empty_1 = empty(Some(1)))
            .reaches(&["((0, true, false, Some(1)), true, [Empty, Timeout, Timeout], 0)"])
            .real_runs(5),
        scenario!(empty_unbounded = empty(None))
            .reaches(&["((0, true, false, None), true, [Empty, Timeout, Timeout], 0)"])
            .real_runs(5),
        scenario!(full_0 = full(0))
            .reaches(&["((0, true, true, Some(0)), [Full(7), Timeout(8), Timeout(9)], [])"])
            .real_runs(5),
        scenario!(full_1 = full(1))
            .reaches(&["((1, false, true, Some(1)), [Full(7), Timeout(8), Timeout(9)], [1])"])
            .real_runs(5),
        scenario!(full_2 = full(2))
            .reaches(&["((2, false, true, Some(2)), [Full(7), Timeout(8), Timeout(9)], [1, 2])"])
            .real_runs(5),
        scenario!(never_full)
            .reaches(&["((3, false, false, None), [Ok(()), Ok(()), Ok(())], [1, 2, 3, 7, 8, 9])"]),
        scenario!(senders_gone_0 = senders_gone(Some(0)))
            .reaches(&["(Err(Empty), [], [Disconnected, Disconnected, Disconnected, Err], 0)"]),
        scenario!(senders_gone_2 = senders_gone(Some(2)))
            .reaches(&["(Ok(1), [2], [Disconnected, Disconnected, Disconnected, Err], 0)"]),
        scenario!(senders_gone_unbounded = senders_gone(None))
            .reaches(&["(Ok(1), [2], [Disconnected, Disconnected, Disconnected, Err], 0)"]),
        scenario!(receivers_gone_0 = receivers_gone(Some(0)))
            .reaches(&["(Err(Full), [Err(6), Disconnected(7), Disconnected(8), Disconnected(9)])"]),
        scenario!(receivers_gone_1 = receivers_gone(Some(1)))
            .reaches(&["(Ok(()), [Err(6), Disconnected(7), Disconnected(8), Disconnected(9)])"]),
        scenario!(receivers_gone_unbounded = receivers_gone(None))
            .reaches(&["(Ok(()), [Err(6), Disconnected(7), Disconnected(8), Disconnected(9)])"]),
        scenario!(unread_messages_bounded = unread_messages(Some(3)))
            .reaches(&["[(2, 0), (0, 2), (2, 0), (0, 2)]"]),
        scenario!(unread_messages_unbounded = unread_messages(None))
            .reaches(&["[(0, 2), (0, 2), (2, 0), (0, 2)]"]),
        scenario!(
            a_reply_in_an_abandoned_bounded_request_is_never_given_up = abandoned_request(Some(1))
        )
        .reaches(&["(Err(Empty), Err(Disconnected))"]),
        scenario!(a_reply_in_an_abandoned_unbounded_request_is_given_up = abandoned_request(None))
            .reaches(&["(Err(Disconnected), Err(Disconnected))"]),
        scenario!(a_rejected_message_is_dropped_once).reaches(&["[0, 1, 2, 3]"]),
        scenario!(ends_of_the_same_channel).reaches(&["[true, true, false, false]"]),
        scenario!(receiving_by_loop).reaches(&["([1, 2], [3], [4, 5], [6])"]),
    ]
}

fn channel<T>(capacity: Option<usize>) -> (Sender<T>, Receiver<T>) {
    capacity.map_or_else(unbounded, bounded)
}

fn soon() -> Duration {
    Duration::from_millis(1)
}

fn empty(capacity: Option<usize>) -> impl Debug {
    let (tx, rx) = channel::<u32>(capacity);
    let looks = (rx.len(), rx.is_empty(), rx.is_full(), rx.capacity());
    let same = looks == (tx.len(), tx.is_empty(), tx.is_full(), tx.capacity());
    let failures = [
        format!("{:?}", rx.try_recv().unwrap_err()),
        format!("{:?}", rx.recv_timeout(soon()).unwrap_err()),
        format!("{:?}", rx.recv_deadline(Instant::now()).unwrap_err()),
    ];
    (looks, same, Plain(failures), rx.try_iter().count())
}

fn full(capacity: u32) -> impl Debug {
    let (tx, rx) = bounded(capacity as usize);
    (1..=capacity).for_each(|i| tx.send(i).unwrap());
    let looks = (rx.len(), tx.is_empty(), tx.is_full(), tx.capacity());
    let results = refused(&tx);
    (looks, results, rx.try_iter().collect::<Vec<_>>())
}

fn never_full() -> impl Debug {
    let (tx, rx) = unbounded();
    (1..=3).for_each(|i| tx.send(i).unwrap());
    let looks = (rx.len(), tx.is_empty(), tx.is_full(), tx.capacity());
    let results = [
        tx.try_send(7).map_err(drop),
        tx.send_timeout(8, soon()).map_err(drop),
    ];
    let last = tx.send_deadline(9, Instant::now()).map_err(drop);
    let results = [results[0], results[1], last];
    (looks, results, rx.try_iter().collect::<Vec<_>>())
}

/// What comes back from three sends that do not wait, or not long.
fn refused(tx: &Sender<u32>) -> impl Debug + use<> {
    let failure = |word: &str, message: u32| format!("{word}({message})");
    let late_or_lost = |timeout| if timeout { "Timeout" } else { "Disconnected" };
    let tried = tx.try_send(7).unwrap_err();
    let timed = tx.send_timeout(8, soon()).unwrap_err();
    let late = tx.send_deadline(9, Instant::now()).unwrap_err();
    Plain([
        failure(
            if tried.is_full() {
                "Full"
            } else {
                "Disconnected"
            },
            tried.into_inner(),
        ),
        failure(late_or_lost(timed.is_timeout()), timed.into_inner()),
        failure(late_or_lost(late.is_timeout()), late.into_inner()),
    ])
}

fn senders_gone(capacity: Option<usize>) -> impl Debug {
    let (tx, rx) = channel(capacity);
    let second = tx.clone();
    let _ = tx.try_send(1);
    drop(tx);
    let connected = rx.try_recv();
    let _ = second.try_send(2);
    drop(second);
    let rest: Vec<_> = rx.iter().collect();
    let failures = [
        format!("{:?}", rx.try_recv().unwrap_err()),
        format!("{:?}", rx.recv_timeout(soon()).unwrap_err()),
        format!("{:?}", rx.recv_deadline(Instant::now()).unwrap_err()),
        rx.recv()
            .map_or("Err".into(), |message: u32| message.to_string()),
    ];
    (connected, rest, Plain(failures), rx.into_iter().count())
}

fn receivers_gone(capacity: Option<usize>) -> impl Debug {
    let (tx, rx) = channel(capacity);
    let second = rx.clone();
    drop(rx);
    let connected = tx.try_send(1).map_err(|_| Plain(["Full".to_string()]));
    drop(second);
    let sent = format!("Err({})", tx.send(6).unwrap_err().into_inner());
    let others = format!("{:?}", refused(&tx));
    (
        connected,
        Plain([sent, others.trim_matches(['[', ']']).into()]),
    )
}

/// Counts how often it is dropped.
struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, SeqCst);
    }
}

/// Two messages that nobody reads: how many are still there and how many are dropped when the
/// receiver is gone, and then the sender; how many when the sender goes first, and then both.
///
/// A bounded channel keeps them until both ends are gone; an unbounded one does not.
fn unread_messages(capacity: Option<usize>) -> impl Debug {
    let dropped = Arc::new(AtomicUsize::new(0));
    let filled = || {
        let (tx, rx) = channel(capacity);
        for _ in 0..2 {
            let _ = tx.send(Counted(dropped.clone()));
        }
        dropped.store(0, SeqCst);
        (tx, rx)
    };
    let (tx, rx) = filled();
    drop(rx);
    let receiver_gone = (tx.len(), dropped.load(SeqCst));
    drop(tx);
    let both_gone = dropped.load(SeqCst);
    let (tx, rx) = filled();
    drop(tx);
    let sender_gone = (rx.len(), dropped.load(SeqCst));
    drop(rx);
    [
        receiver_gone,
        (0, both_gone),
        sender_gone,
        (0, dropped.load(SeqCst)),
    ]
}

/// Whoever waits for the reply to a request that nobody will read: told, or left waiting.
fn abandoned_request(capacity: Option<usize>) -> impl Debug {
    let (requests, server) = channel(capacity);
    let (reply, answer) = bounded::<u32>(1);
    requests.send(reply).unwrap();
    drop(server);
    let at_once = answer.try_recv();
    drop(requests);
    (at_once, answer.try_recv())
}

fn a_rejected_message_is_dropped_once() -> impl Debug {
    let dropped = Arc::new(AtomicUsize::new(0));
    let message = || Counted(dropped.clone());
    let (tx, rx) = bounded(0);
    let tried = tx.try_send(message());
    let start = dropped.load(SeqCst);
    drop(tried);
    let full = dropped.load(SeqCst);
    drop(tx.send_timeout(message(), soon()));
    let timed_out = dropped.load(SeqCst);
    drop(rx);
    drop(tx.send(message()));
    [start, full, timed_out, dropped.load(SeqCst)]
}

fn ends_of_the_same_channel() -> impl Debug {
    let (tx, rx) = bounded::<u32>(1);
    let (other_tx, other_rx) = bounded::<u32>(1);
    [
        tx.same_channel(&tx.clone()),
        rx.same_channel(&rx.clone()),
        tx.same_channel(&other_tx),
        rx.same_channel(&other_rx),
    ]
}

fn receiving_by_loop() -> impl Debug {
    let (tx, rx) = bounded(6);
    let send = |messages: std::ops::RangeInclusive<u32>| messages.for_each(|i| tx.send(i).unwrap());
    send(1..=2);
    let tried: Vec<_> = rx.try_iter().collect();
    send(3..=6);
    let one: Vec<_> = rx.iter().take(1).collect();
    drop(tx);
    let mut two = vec![];
    for message in &rx {
        two.push(message);
        if two.len() == 2 {
            break;
        }
    }
    (tried, one, two, rx.into_iter().collect::<Vec<u32>>())
}

/// Words without quotes around them.
struct Plain<const N: usize>([String; N]);

impl<const N: usize> Debug for Plain<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.0[..] {
            [word] => f.write_str(word),
            words => write!(f, "[{}]", words.join(", ")),
        }
    }
}
