//! `Semaphore` (in `test_the_semaphore/subject.rs`) is correct. Three hidden variants of it, the
//! mutants, are not. Write tests that pass for the correct one and fail for each mutant.

use super::model::model;
use super::subject::Semaphore;
use super::sync::atomic::{AtomicU32, Ordering};
use super::sync::{Arc, thread};

// CHANGED: counts the threads inside.
/// Is inside for a moment, and fails if another thread is inside, too.
fn visit(inside: &AtomicU32) {
    let others = inside.fetch_add(1, Ordering::Relaxed);
    assert_eq!(others, 0, "two are inside");
    inside.fetch_sub(1, Ordering::Relaxed);
}

// CHANGED: a thread that was inside enters again, while the other one may be inside.
#[test]
fn who_comes_again_waits_again() {
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
        for _ in 0..2 {
            let permit = semaphore.acquire();
            visit(&inside);
            permit.release();
        }
        worker.join().unwrap();
    });
}

// CHANGED: so does a thread whose first try failed.
#[test]
fn who_tries_in_vain_changes_nothing() {
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
        for _ in 0..2 {
            if let Some(permit) = semaphore.try_acquire() {
                visit(&inside);
                permit.release();
            }
        }
        worker.join().unwrap();
    });
}
