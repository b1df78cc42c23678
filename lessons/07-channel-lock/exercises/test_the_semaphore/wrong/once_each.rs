//! `Semaphore` (in `test_the_semaphore/subject.rs`) is correct. Three hidden variants of it, the
//! mutants, are not. Write tests that pass for the correct one and fail for each mutant.

use super::model::model;
use super::subject::Semaphore;
use super::sync::atomic::{AtomicU32, Ordering};
use super::sync::{Arc, thread};

/// Is inside for a moment, when no other thread may be.
fn visit(inside: &AtomicU32) {
    let others = inside.fetch_add(1, Ordering::Relaxed);
    assert_eq!(others, 0, "two are inside");
    inside.fetch_sub(1, Ordering::Relaxed);
}

#[test]
fn one_permit_lets_one_in() {
    model(|| {
        let semaphore = Arc::new(Semaphore::new(1));
        let inside = Arc::new(AtomicU32::new(0));
        let worker = thread::spawn({
            let (semaphore, inside) = (semaphore.clone(), inside.clone());
            move || {
                let permit = semaphore.acquire();
                visit(&inside);
                permit.release();
            }
        });
        let permit = semaphore.acquire();
        visit(&inside);
        permit.release();
        worker.join().unwrap();
    });
}

#[test]
fn who_tries_does_not_wait() {
    model(|| {
        let semaphore = Arc::new(Semaphore::new(1));
        let inside = Arc::new(AtomicU32::new(0));
        let worker = thread::spawn({
            let (semaphore, inside) = (semaphore.clone(), inside.clone());
            move || {
                let permit = semaphore.acquire();
                visit(&inside);
                permit.release();
            }
        });
        if let Some(permit) = semaphore.try_acquire() {
            visit(&inside);
            permit.release();
        }
        worker.join().unwrap();
    });
}
