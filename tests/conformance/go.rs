//! Go's channels: what a `close` does to those who send, receive and select. Both checkers have them, and no program.

use super::sync::go::Chan;
use super::sync::{select, thread};
use super::{scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(what_is_left_is_received).reaches(&["([Some(1), None, None], (0, 2))"]),
        scenario!(a_range_ends_with_the_close)
            .reaches(&["[1, 2, 3]"])
            .blocks(1),
        scenario!(closing_wakes_all_receivers)
            .reaches(&["[None, None]"])
            .blocks(2),
        scenario!(closing_while_another_sends).reaches(&["(false, None)", "(true, Some(1))"]),
        scenario!(closing_while_a_sender_waits)
            .reaches(&["(false, None)"])
            .blocks(1),
        scenario!(closing_before_or_after_a_meeting)
            .reaches(&["(false, None)", "(true, Some(1))"])
            .blocks(1),
        scenario!(a_select_ignores_a_nil_channel).reaches(&["(None, (true, 0, 0))"]),
        scenario!(arms_that_become_nil).reaches(&["3"]),
        scenario!(two_close).reaches(&["[false, true]", "[true, false]"]),
        scenario!(selecting_while_another_closes).reaches(&["\"closed\"", "\"not yet\""]),
        scenario!(selecting_to_send_while_another_closes)
            .reaches(&["\"closed\""])
            .blocks(1),
    ]
}

/// As Go's `go`.
fn goes(act: impl FnOnce() + Send + 'static) -> thread::JoinHandle<()> {
    thread::spawn(act)
}

fn what_is_left_is_received() -> impl Debug {
    let chan = Chan::new(2);
    chan.send(1);
    chan.close();
    let received = [(); 3].map(|()| chan.recv());
    (received, (chan.len(), chan.capacity()))
}

fn a_range_ends_with_the_close() -> impl Debug {
    let chan = Chan::new(1);
    let sends = chan.clone();
    let other = goes(move || {
        (1..=3).for_each(|n| sends.send(n));
        sends.close();
    });
    settle();
    let received: Vec<u32> = chan.iter().collect();
    other.join().unwrap();
    received
}

fn closing_wakes_all_receivers() -> impl Debug {
    let chan = Chan::<u32>::new(0);
    let threads = [(); 2].map(|()| {
        let chan = chan.clone();
        thread::spawn(move || chan.recv())
    });
    settle();
    chan.close();
    threads.map(|thread| thread.join().unwrap())
}

/// Sent, and then there; or a panic.
fn closing_while_another_sends() -> impl Debug {
    let chan = Chan::new(1);
    let sends = chan.clone();
    let other = goes(move || sends.send(1));
    chan.close();
    let sent = other.join().is_ok();
    (sent, chan.recv())
}

fn closing_while_a_sender_waits() -> impl Debug {
    let chan = Chan::new(0);
    let sends = chan.clone();
    let other = goes(move || sends.send(1));
    settle();
    chan.close();
    // Never what the sender had that waited.
    let received = chan.recv();
    (other.join().is_ok(), received)
}

fn closing_before_or_after_a_meeting() -> impl Debug {
    let chan = Chan::new(0);
    let (sends, receives) = (chan.clone(), chan.clone());
    let sends = goes(move || sends.send(1));
    let receives = thread::spawn(move || receives.recv());
    settle();
    chan.close();
    (sends.join().is_ok(), receives.join().unwrap())
}

fn two_close() -> impl Debug {
    let chan = Chan::<u32>::new(0);
    let threads = [(); 2].map(|()| {
        let chan = chan.clone();
        goes(move || chan.close())
    });
    threads.map(|thread| thread.join().is_ok())
}

fn selecting_while_another_closes() -> impl Debug {
    let chan = Chan::<u32>::new(0);
    let closes = chan.clone();
    let other = goes(move || closes.close());
    let seen = select! {
        recv(chan.receiver()) -> message => message.map_or("closed", |_| "a message"),
        default => "not yet",
    };
    other.join().unwrap();
    seen
}

fn selecting_to_send_while_another_closes() -> impl Debug {
    let (chan, other) = (Chan::new(0), Chan::<u32>::new(0));
    let closes = chan.clone();
    let closer = goes(move || {
        settle();
        closes.close();
    });
    let seen = select! {
        send(chan.sender(), 1) -> sent => sent.map_or("closed", |()| "sent"),
        recv(other.receiver()) -> _ => "the other",
    };
    closer.join().unwrap();
    seen
}

/// Neither to send nor to receive; and threads that have the same nil channel do not meet.
fn a_select_ignores_a_nil_channel() -> impl Debug {
    let nil = Chan::<u32>::default();
    let theirs = nil.clone();
    let other = thread::spawn(move || {
        select! {
            recv(theirs.receiver()) -> message => message.ok(),
            default => None,
        }
    });
    let sent = select! {
        send(nil.sender(), 1) -> sent => sent.ok(),
        default => None,
    };
    assert_eq!(sent, None);
    let received = other.join().unwrap();
    (received, (nil.is_nil(), nil.len(), nil.capacity()))
}

/// As Go's merge of two channels.
fn arms_that_become_nil() -> impl Debug {
    let mut chans = [Chan::new(1), Chan::new(1)];
    chans[0].send(1);
    chans[0].close();
    let sends = chans[1].clone();
    let other = goes(move || {
        sends.send(2);
        sends.close();
    });
    let mut sum = 0;
    while chans.iter().any(|chan| !chan.is_nil()) {
        let (from, message) = select! {
            recv(chans[0].receiver()) -> message => (0, message),
            recv(chans[1].receiver()) -> message => (1, message),
        };
        match message {
            Ok(n) => sum += n,
            Err(_) => chans[from] = Chan::nil(),
        }
    }
    other.join().unwrap();
    sum
}
