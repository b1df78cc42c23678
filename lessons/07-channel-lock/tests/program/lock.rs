//! The semaphore and the lock on real threads.

use lesson_07::lock::ChannelLock;
use lesson_07::semaphore::ChannelSemaphore;
use lesson_07::turn::{CrewError, Step};
use lesson_07::{crew, mirrored};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

#[test]
fn no_addition_is_lost() {
    let number = ChannelLock::new(0_u64);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..2000).for_each(|_| *number.lock() += 1));
        }
    });
    assert_eq!(number.into_inner(), 16_000);
}

#[test]
fn a_panic_inside_gives_the_lock_back_and_keeps_the_value() {
    let list = ChannelLock::new(vec![1]);
    let panic = catch_unwind(AssertUnwindSafe(|| {
        let mut list = list.lock();
        list.push(2);
        resume_unwind(Box::new("broken"));
    }));
    assert!(panic.is_err());
    assert_eq!(*list.try_lock().expect("free"), [1, 2]);
}

#[test]
fn who_gives_up_waiting_takes_nothing_with_it() {
    let number = ChannelLock::new(1);
    let guard = number.lock();
    for limit in [Duration::ZERO, Duration::from_millis(1)] {
        assert!(number.lock_timeout(limit).is_none());
        assert!(number.try_lock().is_none());
    }
    assert_eq!(*guard, 1);
    drop(guard);
    assert!(number.lock_timeout(Duration::MAX).is_some());
    assert!(number.try_lock().is_some());
}

#[test]
fn a_guard_can_be_dropped_on_another_thread() {
    let number = ChannelLock::new(1);
    thread::scope(|scope| {
        let mut guard = number.lock();
        scope.spawn(move || *guard += 1);
        assert_eq!(*number.lock(), 2);
    });
}

#[test]
fn as_many_permits_as_were_asked_for() {
    for permits in [1, 3, 1000] {
        let semaphore = ChannelSemaphore::new(permits);
        let taken: Vec<_> = (0..permits).map(|_| semaphore.acquire()).collect();
        assert!(semaphore.try_acquire().is_none());
        drop(taken);
        assert!(semaphore.try_acquire().is_some());
        let semaphore = mirrored::ChannelSemaphore::new(permits);
        let taken: Vec<_> = (0..permits).map(|_| semaphore.acquire()).collect();
        assert!(semaphore.acquire_timeout(Duration::ZERO).is_none());
        taken.into_iter().for_each(mirrored::Permit::release);
        assert!(semaphore.try_acquire().is_some());
    }
}

#[test]
#[should_panic(expected = "a semaphore needs at least one permit")]
fn no_permits_at_all_are_refused() {
    ChannelSemaphore::new(0);
}

#[test]
fn a_step_that_fails_is_told_when_all_have_ended() {
    let ended = Arc::new(AtomicUsize::new(0));
    let theirs = ended.clone();
    let semaphore = Arc::new(ChannelSemaphore::new(2));
    let told = crew::run(9, &semaphore, move |worker, step| match step {
        Step::Has if worker % 4 == 0 => Err(worker),
        Step::Releases => {
            theirs.fetch_add(1, Ordering::Relaxed);
            Ok(())
        }
        _ => Ok(()),
    });
    assert!(matches!(told, Err(CrewError::Failed(4))), "{told:?}");
    assert_eq!(ended.load(Ordering::Relaxed), 7);
}
