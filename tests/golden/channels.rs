//! Channels: senders to one receiver, and selects.
//!
//! Here the explorer has every scheduling point that a model may ask for. A check has fewer: the selects below
//! then take 1, 4, 18 schedules (`tests/explorer/channels.rs`).

use super::row::Source::{Formula, Ours, TraceForge};
use super::row::row;
use checker::explorer::sync::channel::{bounded, unbounded};
use checker::explorer::sync::{select, thread};

/// n senders of one message each, one receiver.
fn senders(n: usize) {
    let (tx, rx) = unbounded();
    thread::scope(|scope| {
        for i in 0..n {
            let tx = tx.clone();
            scope.spawn(move || tx.send(i).unwrap());
        }
        drop(tx);
        rx.iter().for_each(drop);
    });
}

/// The same where partners meet.
fn rendezvous(n: usize) {
    let (tx, rx) = bounded(0);
    thread::scope(|scope| {
        for i in 0..n {
            let tx = tx.clone();
            scope.spawn(move || tx.send(i).unwrap());
        }
        rx.iter().take(n).for_each(drop);
    });
}

/// Each has a channel of its own.
fn pairs(n: usize) {
    thread::scope(|scope| {
        for i in 0..n {
            let (tx, rx) = bounded(1);
            scope.spawn(move || tx.send(i).unwrap());
            scope.spawn(move || rx.recv().unwrap());
        }
    });
}

/// A pipeline of n stages carries two messages.
fn pipeline(n: usize) {
    thread::scope(|scope| {
        let (first, mut last) = bounded(1);
        scope.spawn(move || (0..2).for_each(|i| first.send(i).unwrap()));
        for _ in 0..n {
            let (tx, rx) = bounded(1);
            let input = std::mem::replace(&mut last, rx);
            scope.spawn(move || input.iter().for_each(|i| tx.send(i).unwrap()));
        }
        assert_eq!(last.iter().collect::<Vec<usize>>(), [0, 1]);
    });
}

/// n senders, each to one of two rendezvous, and a select that receives from both.
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

/// The orders of the senders: n!.
#[test]
fn senders_to_one_receiver() {
    row(TraceForge, "senders", 2, 2).of(senders);
    row(TraceForge, "senders", 3, 6).of(senders);
    row(TraceForge, "senders", 4, 24).of(senders);
    row(TraceForge, "senders", 5, 120).of(senders);
    row(Formula, "rendezvous", 2, 2).of(rendezvous);
    row(Formula, "rendezvous", 3, 6).of(rendezvous);
}

/// Nothing is shared, or only in one order.
#[test]
fn pairs_and_pipelines() {
    row(Formula, "pairs", 3, 1).of(pairs);
    row(Formula, "pipeline", 3, 1).of(pipeline);
}

#[test]
fn selects() {
    row(Ours, "selectors", 1, 5).of(selectors);
    row(Ours, "selectors", 2, 60).of(selectors);
}

#[test]
#[ignore = "takes seconds"]
fn larger_channels() {
    row(TraceForge, "senders", 6, 720).of(senders);
    row(TraceForge, "senders", 7, 5_040).of(senders);
    row(Ours, "selectors", 3, 1_130).of(selectors);
}
