//! Channels with room for any number of messages, used by several threads.

use super::sync::channel::unbounded;
use super::sync::thread;
use super::sync::time::Duration;
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(sending_never_waits).reaches(&["[1, 2, 3]"]),
        scenario!(the_first_message_comes_first)
            .reaches(&["[1, 2, 3]"])
            .blocks(1),
        scenario!(two_senders_mix_in_their_own_orders).reaches(&[
            "[1, 2, 9]",
            "[1, 9, 2]",
            "[9, 1, 2]",
        ]),
        scenario!(two_receivers_share)
            .reaches(&["([1, 2], [])", "([1], [2])", "([2], [1])", "([], [1, 2])"])
            .blocks(2),
        scenario!(two_waiting_receivers_get_one_each)
            .reaches(&["(1, 2)", "(2, 1)"])
            .blocks(2),
        scenario!(three_threads_wait_for_the_end)
            .reaches(&["[true, true, true]"])
            .blocks(3),
        scenario!(whatever_is_there_at_the_moment).reaches(&[
            "([], [1, 2])",
            "([1, 2], [])",
            "([1], [2])",
        ]),
        scenario!(messages_outlive_their_sender).reaches(&["([1, 2], true)"]),
        scenario!(nobody_listens_any_more).reaches(&[
            "[false, false]",
            "[true, false]",
            "[true, true]",
        ]),
        scenario!(a_message_or_the_end_in_time)
            .reaches(&["[Err(Disconnected)]", "[Err(Timeout), Err(Disconnected)]"])
            .blocks(1)
            .real_runs(60),
        scenario!(a_sender_travels_through_a_channel)
            .reaches(&["Ok(5)"])
            .blocks(2),
        scenario!(a_receiver_clone_takes_what_the_other_left).reaches(&["[1, 2]"]),
    ]
}

fn sending_never_waits() -> impl Debug {
    let (tx, rx) = unbounded();
    (1..=3).for_each(|i| tx.send(i).unwrap());
    drop(tx);
    rx.iter().collect::<Vec<u32>>()
}

fn the_first_message_comes_first() -> impl Debug {
    let (tx, rx) = unbounded();
    let sender = thread::spawn(move || {
        for i in 1..=3 {
            pause();
            tx.send(i).unwrap();
        }
    });
    let received: Vec<u32> = rx.iter().collect();
    sender.join().unwrap();
    received
}

fn two_senders_mix_in_their_own_orders() -> impl Debug {
    let (tx, rx) = unbounded();
    let other = tx.clone();
    let two = thread::spawn(move || {
        tx.send(1).unwrap();
        pause();
        tx.send(2).unwrap();
    });
    let one = thread::spawn(move || {
        pause();
        other.send(9).unwrap();
    });
    two.join().unwrap();
    one.join().unwrap();
    rx.iter().collect::<Vec<u32>>()
}

fn two_receivers_share() -> impl Debug {
    let (tx, rx) = unbounded();
    let other = rx.clone();
    let receiver = thread::spawn(move || {
        pause();
        (other.iter().collect::<Vec<u32>>(), other)
    });
    let sender = thread::spawn(move || {
        settle();
        tx.send(1).unwrap();
        tx.send(2).unwrap();
    });
    let mine: Vec<u32> = rx.iter().collect();
    let (theirs, _rx) = receiver.join().unwrap();
    sender.join().unwrap();
    (mine, theirs)
}

fn two_waiting_receivers_get_one_each() -> impl Debug {
    let (tx, rx) = unbounded();
    let [first, second] = [rx.clone(), rx].map(|rx| {
        thread::spawn(move || {
            pause();
            rx.recv().unwrap()
        })
    });
    settle();
    tx.send(1).unwrap();
    tx.send(2).unwrap();
    (first.join().unwrap(), second.join().unwrap())
}

fn three_threads_wait_for_the_end() -> impl Debug {
    let (tx, rx) = unbounded::<u32>();
    let threads = [(); 3].map(|()| {
        let rx = rx.clone();
        thread::spawn(move || {
            let end = rx.recv().is_err();
            std::mem::forget(rx);
            end
        })
    });
    settle();
    drop(tx);
    threads.map(|thread| thread.join().unwrap())
}

fn whatever_is_there_at_the_moment() -> impl Debug {
    let (tx, rx) = unbounded();
    let sender = thread::spawn(move || {
        pause();
        tx.send(1).unwrap();
        pause();
        tx.send(2).unwrap();
    });
    pause();
    let now: Vec<u32> = rx.try_iter().collect();
    sender.join().unwrap();
    (now, rx.iter().collect::<Vec<_>>())
}

fn messages_outlive_their_sender() -> impl Debug {
    let (tx, rx) = unbounded();
    let sender = thread::spawn(move || {
        tx.send(1).unwrap();
        tx.send(2).unwrap();
    });
    sender.join().unwrap();
    (rx.try_iter().collect::<Vec<u32>>(), rx.try_recv().is_err())
}

fn nobody_listens_any_more() -> impl Debug {
    let (tx, rx) = unbounded();
    let leaver = thread::spawn(move || {
        pause();
        drop(rx);
    });
    let sent = [1, 2].map(|i| {
        pause();
        tx.send(i).is_ok()
    });
    leaver.join().unwrap();
    sent
}

fn a_message_or_the_end_in_time() -> impl Debug {
    let (tx, rx) = unbounded::<u32>();
    let sender = thread::spawn(move || {
        pause();
        drop(tx);
    });
    let mut results = vec![rx.recv_timeout(Duration::from_micros(200))];
    sender.join().unwrap();
    if results[0] != Err(super::sync::channel::RecvTimeoutError::Disconnected) {
        results.push(rx.recv_timeout(Duration::from_secs(9)));
    }
    results
}

fn a_sender_travels_through_a_channel() -> impl Debug {
    let (requests, server) = unbounded();
    let serving = thread::spawn(move || {
        let reply: super::sync::channel::Sender<u32> = server.recv().unwrap();
        pause();
        reply.send(5).unwrap();
    });
    let asking = thread::spawn(move || {
        pause();
        let (reply, answer) = unbounded();
        requests.send(reply).unwrap();
        answer.recv()
    });
    let answer = asking.join().unwrap();
    serving.join().unwrap();
    answer
}

fn a_receiver_clone_takes_what_the_other_left() -> impl Debug {
    let (tx, rx) = unbounded();
    tx.send(1).unwrap();
    tx.send(2).unwrap();
    drop(tx);
    let other = rx.clone();
    let first = thread::spawn(move || rx.recv().unwrap()).join().unwrap();
    [first, other.recv().unwrap()]
}
