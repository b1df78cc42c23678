//! Select where it has to wait: partners that arrive, partners that select too, ends, time-outs.

use super::sync::channel::{Receiver, bounded, never, unbounded};
use super::sync::{select, select_biased, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(whoever_sends_first)
            .reaches(&["[1, 2]", "[2, 1]"])
            .blocks(1),
        scenario!(the_other_arm_keeps_its_message)
            .reaches(&["(1, Ok(2))", "(2, Ok(1))"])
            .blocks(1),
        scenario!(both_sides_select)
            .reaches(&["('a', 'a')", "('b', 'b')"])
            .blocks(1),
        scenario!(two_selects_meet_in_one_channel)
            .reaches(&["(0, 2)", "(1, 0)"])
            .blocks(1),
        scenario!(two_selects_share_two_messages)
            .reaches(&["(1, 2)", "(2, 1)"])
            .blocks(1),
        scenario!(one_message_completes_one_select)
            .reaches(&["(0, 1)", "(1, 0)"])
            .blocks(2),
        scenario!(a_rendezvous_completes_a_select)
            .reaches(&["('a', 1)", "('b', 2)"])
            .blocks(2),
        scenario!(biased_waits_too).reaches(&["1", "2"]).blocks(1),
        scenario!(biased_does_not_starve_the_first_arm)
            .reaches(&["[1, 2]", "[2, 1]"])
            .blocks(1),
        scenario!(one_channel_in_two_waiting_arms)
            .reaches(&["('a', 1, 0)", "('b', 1, 0)"])
            .blocks(1),
    ]
}

/// Takes a message from one of two channels, waiting for it.
fn either(a: &Receiver<u32>, b: &Receiver<u32>) -> u32 {
    select! {
        recv(a) -> message => message.unwrap_or(0),
        recv(b) -> message => message.unwrap_or(0),
    }
}

fn whoever_sends_first() -> impl Debug {
    let (a, from_a) = bounded(1);
    let (b, from_b) = bounded(1);
    let senders = [(a, 1), (b, 2)].map(|(tx, i)| {
        thread::spawn(move || {
            pause();
            tx.send(i).unwrap();
            tx
        })
    });
    let received = [either(&from_a, &from_b), either(&from_a, &from_b)];
    senders
        .into_iter()
        .for_each(|sender| drop(sender.join().unwrap()));
    received
}

fn the_other_arm_keeps_its_message() -> impl Debug {
    let (a, from_a) = unbounded();
    let (b, from_b) = unbounded();
    let sender = thread::spawn(move || {
        pause();
        a.send(1).unwrap();
        b.send(2).unwrap();
        (a, b)
    });
    let first = either(&from_a, &from_b);
    let ends = sender.join().unwrap();
    let left = if first == 1 {
        from_b.try_recv()
    } else {
        from_a.try_recv()
    };
    drop(ends);
    (first, left)
}

fn both_sides_select() -> impl Debug {
    let (a, from_a) = bounded::<u32>(0);
    let (b, from_b) = bounded::<u32>(0);
    let other = thread::spawn(move || {
        pause();
        select! {
            recv(from_a) -> message => { message.unwrap(); 'a' }
            send(b, 2) -> sent => { sent.unwrap(); 'b' }
        }
    });
    settle();
    let mine = select! {
        send(a, 1) -> sent => { sent.unwrap(); 'a' }
        recv(from_b) -> message => { message.unwrap(); 'b' }
    };
    (mine, other.join().unwrap())
}

/// Both offer to send and to receive on one channel; neither meets itself.
fn two_selects_meet_in_one_channel() -> impl Debug {
    let (tx, rx) = bounded(0);
    let meet = |mine: u32, tx: super::sync::channel::Sender<u32>, rx: Receiver<u32>| -> u32 {
        select! {
            send(tx, mine) -> sent => { sent.unwrap(); 0 }
            recv(rx) -> message => message.unwrap(),
        }
    };
    let (theirs, from_theirs) = (tx.clone(), rx.clone());
    let other = thread::spawn(move || {
        pause();
        meet(1, theirs, from_theirs)
    });
    settle();
    let mine = meet(2, tx, rx);
    (mine, other.join().unwrap())
}

fn two_selects_share_two_messages() -> impl Debug {
    let (a, from_a) = bounded(1);
    let (b, from_b) = bounded(1);
    let (other_a, other_b) = (from_a.clone(), from_b.clone());
    let other = thread::spawn(move || {
        let taken = either(&other_a, &other_b);
        std::mem::forget((other_a, other_b));
        taken
    });
    let sender = thread::spawn(move || {
        settle();
        a.send(1).unwrap();
        std::mem::forget(a);
    });
    b.send(2).unwrap();
    let mine = either(&from_a, &from_b);
    let theirs = other.join().unwrap();
    sender.join().unwrap();
    (mine, theirs)
}

fn one_message_completes_one_select() -> impl Debug {
    let (a, from_a) = bounded(1);
    let nothing = never();
    let (other_a, other_nothing) = (from_a.clone(), nothing.clone());
    let other = thread::spawn(move || {
        let taken = either(&other_a, &other_nothing);
        std::mem::forget(other_a);
        taken
    });
    let sender = thread::spawn(move || {
        settle();
        a.send(1).unwrap();
    });
    let mine = either(&from_a, &nothing);
    let theirs = other.join().unwrap();
    sender.join().unwrap();
    (mine, theirs)
}

fn a_rendezvous_completes_a_select() -> impl Debug {
    let (a, from_a) = bounded(0);
    let (b, from_b) = bounded(0);
    let senders = [(a, 1), (b, 2)].map(|(tx, i)| {
        thread::spawn(move || {
            pause();
            tx.send(i).is_ok()
        })
    });
    settle();
    let (arm, message): (char, u32) = select! {
        recv(from_a) -> message => ('a', message.unwrap()),
        recv(from_b) -> message => ('b', message.unwrap()),
    };
    drop((from_a, from_b));
    let sent = senders.map(|sender| sender.join().unwrap());
    assert_eq!(sent, [arm == 'a', arm == 'b']);
    (arm, message)
}

fn biased_waits_too() -> impl Debug {
    let (a, from_a) = bounded::<u32>(1);
    let (b, from_b) = bounded::<u32>(1);
    let senders = [(a, 1), (b, 2)].map(|(tx, i)| {
        thread::spawn(move || {
            pause();
            tx.send(i).unwrap();
            tx
        })
    });
    let first = select_biased! {
        recv(from_a) -> message => message.unwrap(),
        recv(from_b) -> message => message.unwrap(),
    };
    senders
        .into_iter()
        .for_each(|sender| drop(sender.join().unwrap()));
    first
}

fn biased_does_not_starve_the_first_arm() -> impl Debug {
    let (a, from_a) = bounded::<u32>(1);
    let (b, from_b) = bounded::<u32>(1);
    b.send(2).unwrap();
    let sender = thread::spawn(move || {
        pause();
        a.send(1).unwrap();
        a
    });
    pause();
    let received = [(); 2].map(|()| {
        select_biased! {
            recv(from_a) -> message => message.unwrap(),
            recv(from_b) -> message => message.unwrap(),
        }
    });
    drop(sender.join().unwrap());
    received
}

fn one_channel_in_two_waiting_arms() -> impl Debug {
    let (tx, rx) = unbounded();
    let sender = thread::spawn(move || {
        pause();
        tx.send(1).unwrap();
        tx
    });
    let (arm, message): (char, u32) = select! {
        recv(rx) -> message => ('a', message.unwrap()),
        recv(rx) -> message => ('b', message.unwrap()),
    };
    drop(sender.join().unwrap());
    (arm, message, rx.len())
}
