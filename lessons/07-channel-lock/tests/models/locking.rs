//! The steps before the semaphore, and the lock that guards its data: no write is lost, and each
//! access comes after the one before it, or loom calls it a data race.

use crate::lock::{ChannelLock, Guard};
use crate::model::{self, Check, check, note};
use crate::room::{Room, comes_in_any_order};
use crate::steps::{s1_send_and_receive, s2_guard};
use crate::sync::Arc;
use crate::sync::thread::Builder;
use crate::sync::time::Duration;
use std::panic::resume_unwind;

type Name = &'static str;

/// How a worker takes its turn: with the lock, in the room.
type Turn<L> = fn(&L, &Room, Name);

/// Two workers take a turn each with a step's lock: in which order.
fn turns<L: Send + Sync + 'static>(lock: L, turn: Turn<L>) -> String {
    let (lock, room) = (Arc::new(lock), Room::new(1));
    let crew = ["Ann", "Bob"].map(|name| {
        let (lock, room) = (lock.clone(), room.clone());
        let worker = Builder::new().name(name.into());
        worker.spawn(move || turn(&lock, &room, name)).unwrap()
    });
    for worker in crew {
        worker.join().unwrap();
    }
    room.was_seen_by(["Ann", "Bob"].into_iter())
}

#[test]
fn step_1_send_and_receive() {
    comes_in_any_order(&check("07/send-and-receive", || {
        turns(
            s1_send_and_receive::ChannelLock::new(),
            |lock, room, name| {
                lock.lock();
                drop(room.enter(name));
                lock.unlock();
            },
        )
    }));
}

#[test]
fn step_2_guard() {
    comes_in_any_order(&check("07/guard", || {
        turns(s2_guard::ChannelLock::new(), |lock, room, name| {
            let _guard = lock.lock();
            drop(room.enter(name));
        })
    }));
}

/// How a worker takes the lock that guards a list, and writes its name into it.
type Write = fn(&ChannelLock<String>, Name);

fn write(mut list: Guard<'_, String>, name: Name) {
    list.push_str(name);
}

fn waits(list: &ChannelLock<String>, name: Name) {
    write(list.lock(), name);
}

fn tries(list: &ChannelLock<String>, name: Name) {
    let first = list.try_lock();
    write(first.unwrap_or_else(|| list.lock()), name);
}

fn times_out(list: &ChannelLock<String>, name: Name) {
    let first = list.lock_timeout(Duration::from_secs(1));
    write(first.unwrap_or_else(|| list.lock()), name);
}

fn panics(list: &ChannelLock<String>, name: Name) {
    let mut list = list.lock();
    list.push_str(name);
    note(format!("{name} panics"));
    resume_unwind(Box::new("broken"));
}

/// Each worker writes its name: what the list came to.
fn list(workers: &[(Name, Write)]) -> String {
    let list = Arc::new(ChannelLock::new(String::new()));
    let mut crew = vec![];
    for &(name, write) in workers {
        let list = list.clone();
        let worker = Builder::new().name(name.into());
        crew.push(worker.spawn(move || write(&list, name)).unwrap());
    }
    for worker in crew {
        // One of them may have panicked.
        let _ = worker.join();
    }
    for (name, _) in workers {
        let times = list.lock().matches(name).count();
        assert_eq!(times, 1, "how often {name} is in the list");
    }
    Arc::into_inner(list).expect("all have ended").into_inner()
}

#[test]
fn the_lock_with_two_workers() {
    comes_in_either_order("07/lock", &[("Ann", waits), ("Bob", waits)]);
    comes_in_either_order("07/lock-panic", &[("Ann", panics), ("Bob", waits)]);
    comes_in_either_order("07/lock-tries", &[("Ann", times_out), ("Bob", tries)]);
}

fn comes_in_either_order(id: &str, workers: &'static [(Name, Write)]) {
    check(id, || list(workers))
        .holds()
        .reaches([r#""AnnBob""#, r#""BobAnn""#])
        .is_contended()
        .is_recorded();
}

#[test]
fn the_lock_with_three_workers() {
    Check::new("07/lock-three")
        .run(|| list(&[("Ann", waits), ("Bob", waits), ("Cid", waits)]))
        .holds()
        .reaches([
            r#""AnnBobCid""#,
            r#""AnnCidBob""#,
            r#""BobAnnCid""#,
            r#""BobCidAnn""#,
            r#""CidAnnBob""#,
            r#""CidBobAnn""#,
        ])
        .is_contended()
        .is_recorded();
}

/// 24 schedules, 4!: in which order they write.
fn the_lock_with_four_workers() {
    let workers = &[
        ("Ann", waits as Write),
        ("Bob", waits),
        ("Cid", waits),
        ("Dee", waits),
    ];
    let report = Check::new("07/lock-four").run(|| list(workers));
    report.holds().is_contended().is_recorded();
    assert_eq!(report.outcomes().len(), 24);
}

model::larger!(the_lock_with_four_workers);
