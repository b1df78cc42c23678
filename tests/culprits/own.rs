//! `thread_local!` and `statics!`: what a thread and an execution have for themselves.

use super::check;
use super::sync::{self, Arc, Mutex, thread};
use std::cell::Cell;

sync::thread_local! {
    static SEEN: Cell<u32> = const { Cell::new(0) };
    static LAST: NotesItsDrop = NotesItsDrop(Cell::new(None));
}

sync::statics! {
    static COUNT: Mutex<u32> = Mutex::new(0);
}

struct NotesItsDrop(Cell<Option<Arc<Mutex<u32>>>>);

impl Drop for NotesItsDrop {
    fn drop(&mut self) {
        if let Some(drops) = self.0.take() {
            *drops.lock() += 1;
        }
    }
}

fn add() -> u32 {
    SEEN.set(SEEN.get() + 1);
    SEEN.get()
}

#[test]
fn each_thread_has_a_value_of_its_own_in_each_execution() {
    let report = check("own/thread-local", || {
        let lock = Arc::new(Mutex::new(0));
        let theirs = lock.clone();
        let other = thread::spawn(move || {
            *theirs.lock() += 1;
            (add(), add())
        });
        *lock.lock() += 1;
        (add(), other.join().unwrap())
    });
    report.holds().is_concurrent().reaches(["(1, (1, 2))"]);
}

#[test]
fn a_thread_s_values_are_dropped_before_its_end() {
    let report = check("own/drops", || {
        let drops = Arc::new(Mutex::new(0));
        let theirs = drops.clone();
        let other = thread::spawn(move || LAST.with(|last| last.0.set(Some(theirs))));
        let _ = *drops.lock();
        other.join().unwrap();
        *drops.lock()
    });
    report.holds().reaches(["1"]);
}

#[test]
fn a_static_begins_again_in_each_execution_and_all_threads_share_it() {
    let report = check("own/static", || {
        let other = thread::spawn(|| *COUNT.lock() += 1);
        let first = {
            let mut count = COUNT.lock();
            *count += 1;
            *count
        };
        other.join().unwrap();
        (first, *COUNT.lock())
    });
    report.holds().reaches(["(1, 2)", "(2, 2)"]);
}

#[test]
fn a_static_is_dropped_with_its_execution() {
    use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
    static MADE: AtomicU32 = AtomicU32::new(0);
    static DROPPED: AtomicU32 = AtomicU32::new(0);
    struct Counted;
    impl Drop for Counted {
        fn drop(&mut self) {
            DROPPED.fetch_add(1, SeqCst);
        }
    }
    sync::statics! {
        static VALUE: Counted = {
            MADE.fetch_add(1, SeqCst);
            Counted
        };
    }
    check("own/dropped-static", || {
        let lock = Arc::new(Mutex::new(0));
        let theirs = lock.clone();
        let other = thread::spawn(move || {
            let _: &Counted = &VALUE;
            *theirs.lock() += 1;
        });
        let _: &Counted = &VALUE;
        *lock.lock() += 1;
        other.join().unwrap();
    })
    .holds();
    assert_eq!(MADE.load(SeqCst), DROPPED.load(SeqCst));
    assert!(MADE.load(SeqCst) > 1);
}
