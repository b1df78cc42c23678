//! Small broken programs, one for each kind of failure: what their counterexamples are made from.

use checker::loom::sync::atomic::{AtomicBool, Ordering};
use checker::loom::sync::cell::UnsafeCell;
use checker::loom::sync::channel::{after, bounded};
use checker::loom::sync::{Arc, Barrier, Condvar, Mutex, counted, select, thread};
use std::time::Duration;

/// Two workers read a count under the lock and write it back under the lock, but not under one.
pub fn lost_update() {
    let tally = Arc::new(Mutex::new(0));
    let mut workers = vec![];
    for n in 1..=2 {
        let tally = tally.clone();
        let worker = thread::Builder::new().name(format!("worker {n}"));
        let started = worker.spawn(move || {
            let seen = *tally.lock();
            *tally.lock() = seen + 1;
        });
        workers.push(started.unwrap());
    }
    for worker in workers {
        worker.join().unwrap();
    }
    assert_eq!(*tally.lock(), 2, "1 word was lost");
}

/// Two threads take two locks in opposite order.
pub fn lock_order() {
    let left = Arc::new(Mutex::new(1));
    let right = Arc::new(Mutex::new(2));
    let (our_left, our_right) = (left.clone(), right.clone());
    let other = thread::spawn(move || {
        let b = right.lock();
        let a = left.lock();
        *a + *b
    });
    let a = our_left.lock();
    let b = our_right.lock();
    assert_eq!(*a + *b, 3);
    drop((a, b));
    other.join().unwrap();
}

/// The receiver, which knows when to stop, sends on an unbuffered channel to a sender that blocks.
pub fn done_blocks() {
    let (msg_tx, msg_rx) = bounded(0);
    let (done_tx, done_rx) = bounded(0);
    let sender = thread::spawn(move || {
        while done_rx.try_recv().is_err() {
            msg_tx.send("hello").unwrap();
        }
    });
    let until = after(Duration::from_secs(5));
    loop {
        select! {
            recv(msg_rx) -> message => assert_eq!(message, Ok("hello")),
            recv(until) -> _ => break,
        }
    }
    done_tx.send(()).unwrap();
    sender.join().unwrap();
}

struct Bare(UnsafeCell<u32>);
// SAFETY: none; that is the point.
unsafe impl Sync for Bare {}

/// Two threads write to memory that nothing guards.
pub fn data_race() {
    let count = Arc::new(Bare(UnsafeCell::new(0)));
    let theirs = count.clone();
    let adder = thread::spawn(move || {
        // SAFETY: none; that is the point.
        theirs.0.with_mut(|count| unsafe { *count += 1 });
    });
    // SAFETY: none; that is the point.
    count.0.with_mut(|count| unsafe { *count += 1 });
    adder.join().unwrap();
}

struct Node {
    next: Mutex<Option<counted::Arc<Node>>>,
}

/// A node that counts itself is never dropped.
pub fn leak() {
    let node = counted::Arc::new(Node {
        next: Mutex::new(None),
    });
    *node.next.lock() = Some(node.clone());
}

/// Waits for a flag that nobody sets.
pub fn livelock() {
    let stop = Arc::new(AtomicBool::new(false));
    while !stop.load(Ordering::Acquire) {
        thread::yield_now();
    }
}

/// Main returns, and the process would end the writer wherever it is.
pub fn left_running() {
    let written = Arc::new(Mutex::new(0));
    let _writer = thread::spawn(move || *written.lock() += 1);
}

/// A thread fails, and nobody ever joins it.
pub fn unseen_panic() {
    let (parcel_tx, parcel_rx) = bounded(1);
    let _worker = thread::spawn(move || {
        let parcel: u32 = parcel_rx.recv().unwrap();
        assert_eq!(parcel, 7, "the wrong parcel");
    });
    parcel_tx.send(8).unwrap();
}

/// `if` where `while` belongs: right only as long as nobody wakes without a reason.
pub fn if_for_while() {
    let ready = Arc::new((Mutex::new(false), Condvar::new()));
    let theirs = ready.clone();
    let setter = thread::spawn(move || {
        *theirs.0.lock() = true;
        theirs.1.notify_one();
    });
    let (flag, changed) = (&ready.0, &ready.1);
    let mut guard = flag.lock();
    if !*guard {
        changed.wait(&mut guard);
    }
    assert!(*guard, "woken, and not ready");
    drop(guard);
    setter.join().unwrap();
}

/// Two workers wait at a barrier that counts main too, and main joins them without arriving.
pub fn one_too_few() {
    let barrier = Arc::new(Barrier::new(3));
    let workers = [1, 2].map(|n| {
        let barrier = barrier.clone();
        let worker = thread::Builder::new().name(format!("worker {n}"));
        let started = worker.spawn(move || {
            barrier.wait();
        });
        started.unwrap()
    });
    for worker in workers {
        worker.join().unwrap();
    }
}
