//! Channels with room for one or two messages, where nobody waits for ever.

use super::sync::channel::{TrySendError, bounded};
use super::sync::thread;
use super::sync::time::{Duration, Instant};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(trying_to_receive_while_another_sends).reaches(&[
            "(Err(Empty), Err(Empty))",
            "(Err(Empty), Ok(1))",
            "(Ok(1), Err(Disconnected))",
            "(Ok(1), Err(Empty))",
        ]),
        scenario!(trying_to_send_while_another_receives)
            .reaches(&["(Full(2), [1])", "(Ok, [1, 2])"]),
        scenario!(trying_to_send_while_another_leaves).reaches(&["Disconnected(2)", "Full(2)"]),
        scenario!(sending_until_time_is_up)
            .reaches(&["(Ok(()), [1, 2])", "(Err(true), [1])"])
            .blocks(1)
            .real_runs(60),
        scenario!(sending_until_nobody_listens)
            .reaches(&["(false, 2)", "(true, 2)"])
            .blocks(1)
            .real_runs(60),
        scenario!(two_senders_until_time_is_up)
            .reaches(&[
                "(false, false, [0])",
                "(false, true, [0, 2])",
                "(true, false, [0, 1])",
            ])
            .blocks(2)
            .real_runs(60),
        scenario!(receiving_until_time_is_up)
            .reaches(&["Err(Timeout)", "Ok(1)"])
            .blocks(1)
            .real_runs(60),
        scenario!(receiving_until_nobody_sends)
            .reaches(&["Err(Disconnected)", "Err(Timeout)"])
            .blocks(1)
            .real_runs(60),
        scenario!(receiving_with_a_deadline_that_has_passed).reaches(&["Err(Timeout)", "Ok(1)"]),
        scenario!(looking_at_the_length_while_another_sends)
            .reaches(&["[0, 1]", "[0, 2]", "[1, 2]", "[0, 0]", "[1, 1]", "[2, 2]"]),
        scenario!(looking_from_both_ends).reaches(&[
            "(false, false)",
            "(false, true)",
            "(true, false)",
            "(true, true)",
        ]),
    ]
}

fn soon() -> Duration {
    Duration::from_micros(200)
}

fn outcome(sent: Result<(), TrySendError<u32>>) -> impl Debug {
    Words(match sent {
        Ok(()) => "Ok".into(),
        Err(TrySendError::Full(message)) => format!("Full({message})"),
        Err(TrySendError::Disconnected(message)) => format!("Disconnected({message})"),
    })
}

fn trying_to_receive_while_another_sends() -> impl Debug {
    let (tx, rx) = bounded(1);
    let sender = thread::spawn(move || {
        pause();
        tx.send(1).unwrap();
        pause();
    });
    pause();
    let results = (rx.try_recv(), rx.try_recv());
    sender.join().unwrap();
    results
}

fn trying_to_send_while_another_receives() -> impl Debug {
    let (tx, rx) = bounded(1);
    tx.send(1).unwrap();
    let receiver = thread::spawn(move || {
        pause();
        rx.iter().collect::<Vec<u32>>()
    });
    pause();
    let sent = tx.try_send(2);
    drop(tx);
    (outcome(sent), receiver.join().unwrap())
}

fn trying_to_send_while_another_leaves() -> impl Debug {
    let (tx, rx) = bounded(1);
    tx.send(1).unwrap();
    let receiver = thread::spawn(move || {
        pause();
        drop(rx);
    });
    pause();
    let sent = tx.try_send(2);
    receiver.join().unwrap();
    outcome(sent)
}

fn sending_until_time_is_up() -> impl Debug {
    let (tx, rx) = bounded(1);
    tx.send(1).unwrap();
    let receiver = thread::spawn(move || {
        pause();
        rx.iter().collect::<Vec<u32>>()
    });
    let sent = tx.send_timeout(2, soon());
    drop(tx);
    let sent = sent.map_err(|error| error.is_timeout());
    (sent, receiver.join().unwrap())
}

/// Whether time was up, and the message that came back.
fn sending_until_nobody_listens() -> impl Debug {
    let (tx, rx) = bounded(1);
    tx.send(1).unwrap();
    let receiver = thread::spawn(move || {
        pause();
        drop(rx);
    });
    let sent = tx.send_timeout(2, soon());
    receiver.join().unwrap();
    let error = sent.unwrap_err();
    (error.is_timeout(), error.into_inner())
}

fn two_senders_until_time_is_up() -> impl Debug {
    let (tx, rx) = bounded(1);
    tx.send(0).unwrap();
    let [first, second] = [1, 2].map(|i| {
        let tx = tx.clone();
        thread::spawn(move || tx.send_timeout(i, soon()).is_ok())
    });
    settle();
    let mut received = vec![rx.recv().unwrap()];
    let sent = (first.join().unwrap(), second.join().unwrap());
    received.extend(rx.try_iter());
    (sent.0, sent.1, received)
}

fn receiving_until_time_is_up() -> impl Debug {
    let (tx, rx) = bounded(1);
    let sender = thread::spawn(move || {
        pause();
        let _ = tx.send(1);
        tx
    });
    let received = rx.recv_timeout(soon());
    sender.join().unwrap();
    received
}

fn receiving_until_nobody_sends() -> impl Debug {
    let (tx, rx) = bounded::<u32>(1);
    let sender = thread::spawn(move || {
        pause();
        drop(tx);
    });
    let received = rx.recv_timeout(soon());
    sender.join().unwrap();
    received
}

fn receiving_with_a_deadline_that_has_passed() -> impl Debug {
    let (tx, rx) = bounded(1);
    let sender = thread::spawn(move || {
        pause();
        tx.send(1).unwrap();
        tx
    });
    pause();
    let received = rx.recv_deadline(Instant::now());
    sender.join().unwrap();
    received
}

fn looking_at_the_length_while_another_sends() -> impl Debug {
    let (tx, rx) = bounded(2);
    let sender = thread::spawn(move || {
        pause();
        tx.send(1).unwrap();
        pause();
        tx.send(2).unwrap();
    });
    pause();
    let looks = [rx.len(), rx.len()];
    sender.join().unwrap();
    looks
}

fn looking_from_both_ends() -> impl Debug {
    let (tx, rx) = bounded(1);
    let sender = thread::spawn(move || {
        pause();
        tx.send(1).unwrap();
        tx.is_full()
    });
    pause();
    let empty = rx.is_empty();
    rx.recv().unwrap();
    (empty, sender.join().unwrap())
}

struct Words(String);

impl Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
