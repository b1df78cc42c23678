//! std's channels: many senders, one receiver.

use super::sync::mpsc::{channel, sync_channel};
use super::sync::time::Duration;
use super::sync::{Arc, Mutex, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(first_in_first_out).reaches(&["([1, 2, 3], Err(RecvError))"]),
        scenario!(two_senders)
            .reaches(&["[1, 2]", "[2, 1]"])
            .blocks(1),
        scenario!(meeting).reaches(&["(Ok(()), [1, 2])"]).blocks(1),
        scenario!(a_full_channel).reaches(&[
            "(Ok(()), Err(TrySendError::Full(..)), Ok(1), Err(TrySendError::Disconnected(..)), Err(SendError { .. }))",
        ]),
        scenario!(a_sender_waits_for_capacity)
            .reaches(&["[1, 2, 3]"])
            .blocks(1),
        scenario!(a_sender_is_told_that_the_receiver_is_gone)
            .reaches(&["Some(2)"])
            .blocks(1),
        scenario!(trying_to_receive).reaches(&[
            "[Err(Empty), Err(Empty)]",
            "[Err(Empty), Ok(1)]",
            "[Ok(1), Err(Disconnected)]",
            "[Ok(1), Err(Empty)]",
        ]),
        scenario!(receiving_in_time)
            .reaches(&["Err(Timeout)", "Ok(1)"])
            .blocks(1)
            .real_runs(20),
        scenario!(what_is_there_now).reaches(&["([1, 2], [])"]),
        scenario!(what_is_left_is_dropped_with_the_receiver).reaches(&["[1, 1]"]),
    ]
}

fn first_in_first_out() -> impl Debug {
    let (sender, receiver) = channel();
    (1..=3).for_each(|n| sender.send(n).unwrap());
    drop(sender);
    (receiver.iter().collect::<Vec<_>>(), receiver.recv())
}

fn two_senders() -> impl Debug {
    let (sender, receiver) = channel();
    let theirs = sender.clone();
    let other = thread::spawn(move || {
        settle();
        theirs.send(1).unwrap();
    });
    let third = thread::spawn(move || {
        pause();
        sender.send(2).unwrap();
        sender
    });
    let received = [(); 2].map(|()| receiver.recv().unwrap());
    other.join().unwrap();
    drop(third.join());
    received
}

fn meeting() -> impl Debug {
    let (sender, receiver) = sync_channel(0);
    let other = thread::spawn(move || sender.send(1).and_then(|()| sender.send(2)));
    settle();
    let received = [receiver.recv().unwrap(), receiver.recv().unwrap()];
    (other.join().unwrap(), received)
}

fn a_full_channel() -> impl Debug {
    let (sender, receiver) = sync_channel(1);
    let first = sender.try_send(1);
    let second = sender.try_send(2);
    let received = receiver.recv();
    drop(receiver);
    (first, second, received, sender.try_send(3), sender.send(4))
}

fn a_sender_waits_for_capacity() -> impl Debug {
    let (sender, receiver) = sync_channel(1);
    let other = thread::spawn(move || (1..=3).for_each(|n| sender.send(n).unwrap()));
    settle();
    let received: Vec<u32> = receiver.iter().collect();
    other.join().unwrap();
    received
}

fn a_sender_is_told_that_the_receiver_is_gone() -> impl Debug {
    let (sender, receiver) = sync_channel(1);
    sender.send(1).unwrap();
    let other = thread::spawn(move || sender.send(2).map_err(|error| error.0).err());
    settle();
    drop(receiver);
    other.join().unwrap()
}

fn trying_to_receive() -> impl Debug {
    let (sender, receiver) = channel();
    let other = thread::spawn(move || {
        pause();
        // It panics where the receiver is gone: main keeps it.
        sender.send(1).unwrap();
    });
    pause();
    let seen = [(); 2].map(|()| receiver.try_recv());
    other.join().unwrap();
    seen
}

fn receiving_in_time() -> impl Debug {
    let (sender, receiver) = channel();
    let other = thread::spawn(move || {
        pause();
        // The receiver may be gone.
        let _ = sender.send(1);
        sender
    });
    let received = receiver.recv_timeout(Duration::from_micros(50));
    drop(other.join());
    received
}

fn what_is_there_now() -> impl Debug {
    let (sender, receiver) = channel();
    sender.send(1).unwrap();
    sender.clone().send(2).unwrap();
    let first: Vec<u32> = receiver.try_iter().collect();
    let second: Vec<u32> = receiver.try_iter().collect();
    (first, second)
}

/// With a capacity too, which is not so with crossbeam's.
fn what_is_left_is_dropped_with_the_receiver() -> impl Debug {
    struct Dropped(Arc<Mutex<u32>>);
    impl Drop for Dropped {
        fn drop(&mut self) {
            *self.0.lock() += 1;
        }
    }
    let counts = [(); 2].map(|()| Arc::new(Mutex::new(0)));
    let (unlimited, receiver) = channel();
    unlimited.send(Dropped(counts[0].clone())).unwrap();
    drop(receiver);
    let (limited, receiver) = sync_channel(1);
    limited.send(Dropped(counts[1].clone())).unwrap();
    drop(receiver);
    counts.map(|count| *count.lock())
}
