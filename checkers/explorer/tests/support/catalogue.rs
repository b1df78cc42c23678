//! Small programs whose traces can be counted by hand.

use super::{Atomic, Channel, Condvar, Mutex, join_all, spawn};
use explorer::outcome;

/// Each locks, adds, and unlocks.
pub fn lockers(threads: usize) {
    let mutex = Mutex::new();
    let order = super::Plain::new(0);
    let each = |name: u32| {
        let (mutex, order) = (mutex.clone(), order.clone());
        spawn(move || {
            let _guard = mutex.lock();
            order.set(order.get() * 10 + name);
        })
    };
    join_all((1..=threads as u32).map(each).collect());
    outcome(order.get().to_string());
}

/// Each has a number of its own.
pub fn independent(threads: usize) {
    let each = |name: u32| {
        let mine = Atomic::new(0);
        spawn(move || {
            mine.store(name);
            mine.fetch_add(mine.load());
        })
    };
    join_all((1..=threads as u32).map(each).collect());
}

/// Some store, some load, all once.
pub fn stores_and_loads(writers: u32, readers: u32) {
    let number = Atomic::new(0);
    let seen = Atomic::new(0);
    let mut threads = vec![];
    for name in 1..=writers {
        let number = number.clone();
        threads.push(spawn(move || number.store(name)));
    }
    for reader in 0..readers {
        let (number, seen) = (number.clone(), seen.clone());
        threads.push(spawn(move || {
            let value = number.load();
            seen.0.1.set(seen.peek() + value * 10u32.pow(reader));
        }));
    }
    join_all(threads);
    outcome(format!("{} {}", number.peek(), seen.peek()));
}

/// Each adds once, in a way that commutes.
pub fn adders(threads: usize) {
    let number = Atomic::new(0);
    let each = |_| {
        let number = number.clone();
        spawn(move || number.add(1))
    };
    join_all((0..threads).map(each).collect());
    outcome(number.peek().to_string());
}

/// One sends, another receives.
pub fn pipe(messages: u32, capacity: usize) {
    let channel = Channel::new(capacity);
    let sender = channel.clone();
    let sends = spawn(move || (0..messages).for_each(|message| sender.send(message)));
    let receives = spawn(move || {
        for message in 0..messages {
            assert_eq!(channel.receive(), message);
        }
    });
    join_all(vec![sends, receives]);
}

/// Each sends one message, main receives them all.
pub fn gather(senders: u32, capacity: usize) {
    let channel = Channel::new(capacity);
    let each = |name: u32| {
        let channel = channel.clone();
        spawn(move || channel.send(name))
    };
    let threads = (1..=senders).map(each).collect();
    let order = (0..senders).fold(0, |order, _| order * 10 + channel.receive());
    join_all(threads);
    outcome(order.to_string());
}

/// One waits for a flag under a lock, another sets it.
pub fn hand_over() {
    let (mutex, condvar, flag) = (Mutex::new(), Condvar::new(), super::Plain::new(0));
    let (theirs, theirs_too, set) = (mutex.clone(), condvar.clone(), flag.clone());
    let setter = spawn(move || {
        let _guard = theirs.lock();
        set.set(1);
        theirs_too.notify_one();
    });
    let mut guard = mutex.lock();
    let mut waits = 0;
    while flag.get() == 0 {
        waits += 1;
        guard = condvar.wait(guard);
    }
    drop(guard);
    join_all(vec![setter]);
    outcome(waits.to_string());
}

/// One yields until a flag is set.
pub fn spin() {
    let flag = Atomic::new(0);
    let theirs = flag.clone();
    let setter = spawn(move || theirs.store(1));
    while flag.load() == 0 {
        explorer::yield_now();
    }
    join_all(vec![setter]);
}

/// Load and store instead of an addition.
pub fn lost_update(threads: usize) {
    let number = Atomic::new(0);
    let each = |_| {
        let number = number.clone();
        spawn(move || {
            let before = number.load();
            number.store(before + 1);
        })
    };
    join_all((0..threads).map(each).collect());
    assert_eq!(number.peek() as usize, threads, "lost update");
}

/// Two locks in two orders.
pub fn lock_order() {
    let (one, two) = (Mutex::new(), Mutex::new());
    let (mine, yours) = (one.clone(), two.clone());
    let first = spawn(move || {
        let _mine = mine.lock();
        let _yours = yours.lock();
    });
    let second = spawn(move || {
        let _two = two.lock();
        let _one = one.lock();
    });
    join_all(vec![first, second]);
}
