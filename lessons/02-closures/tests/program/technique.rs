//! Background work on real threads: what a panic does, which thread waits, what is dropped when.

use lesson_02::background::Background;
use lesson_02::beside::beside;
use lesson_02::each::each;
use lesson_02::pool::Pool;
use lesson_02::watched::watched;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A panic that prints nothing.
fn fail(why: &'static str) {
    resume_unwind(Box::new(why));
}

#[test]
fn the_caller_continues_before_the_work_has_ended() {
    let (go_on, may_go) = channel::<()>();
    let work = Background::start(move || may_go.recv().unwrap()).unwrap();
    // It waits for this thread: `start` has returned.
    go_on.send(()).unwrap();
    work.wait().unwrap();
}

#[test]
fn a_panic_reaches_the_waiting_thread() {
    let work = Background::start(|| fail("disk full")).unwrap();
    let panic = work.wait().unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"disk full"));
}

#[test]
fn a_panic_behind_is_handed_to_the_front() {
    let (behind, front) = beside(|| fail("disk full"), || 7).unwrap();
    assert_eq!(behind.unwrap_err().downcast_ref(), Some(&"disk full"));
    assert_eq!(front, 7);
}

#[test]
fn a_panic_in_front_waits_for_what_is_behind() {
    let (go_on, may_go) = channel();
    let ended = AtomicUsize::new(0);
    let behind = || {
        let _ = may_go.into_iter().next();
        ended.store(1, Ordering::SeqCst);
    };
    let front = || {
        go_on.send(()).unwrap();
        fail("front");
    };
    let both = AssertUnwindSafe(|| beside(behind, front));
    let panic = catch_unwind(both).unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"front"));
    assert_eq!(ended.into_inner(), 1);
}

#[test]
fn each_does_the_rest_when_one_panics_and_then_panics() {
    let seen = Mutex::new(vec![]);
    let work = |item: &usize| {
        if *item == 1 {
            fail("the second");
        }
        seen.lock().unwrap().push(*item);
    };
    let all = AssertUnwindSafe(|| each(&[0, 1, 2], work));
    assert!(catch_unwind(all).is_err());
    let mut seen = seen.into_inner().unwrap();
    seen.sort_unstable();
    assert_eq!(seen, [0, 2]);
}

#[test]
fn each_of_no_items_does_nothing() {
    each(&[], |_: &()| fail("this is never called")).unwrap();
}

#[test]
fn a_pool_drops_what_it_cannot_run_and_tells() {
    let pool = Pool::start(1).unwrap();
    let held = Arc::new(());
    pool.run(|| fail("disk full"));
    for _ in 0..10 {
        let held = held.clone();
        pool.run(move || drop(held));
    }
    let panic = pool.wait().unwrap_err();
    assert_eq!(panic.downcast_ref(), Some(&"disk full"));
    assert_eq!(Arc::strong_count(&held), 1);
}

#[test]
fn a_counter_that_is_dropped_in_a_panic_ends_the_watch() {
    let (counter, watched) = watched();
    let work = Background::start(move || {
        counter.add(3);
        fail("halfway");
    });
    let state = watched.wait(Duration::from_secs(3600));
    assert!(state.ended);
    assert_eq!(state.count, 3);
    assert!(work.unwrap().wait().is_err());
}

#[test]
fn a_watch_is_over_when_its_time_is() {
    let (_counter, watched) = watched();
    assert!(!watched.wait(Duration::ZERO).ended);
}

#[test]
fn the_longest_limit_is_no_overflow() {
    let (counter, watched) = watched();
    counter.add(3);
    drop(counter);
    let state = watched.wait(Duration::MAX);
    assert_eq!((state.count, state.ended), (3, true));
}
