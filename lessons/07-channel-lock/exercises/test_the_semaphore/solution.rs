//! `Semaphore` (in `test_the_semaphore/subject.rs`) is right. Three others are not, and you cannot see
//! them. Write tests that hold for this one and fail for each of those.

use super::model::model;
use super::subject::Semaphore;
use super::sync::atomic::{AtomicU32, Ordering};
use super::sync::{Arc, thread};

// CHANGED: counts who is inside.
/// Is inside for a moment; nobody else may be.
fn visit(inside: &AtomicU32) {
    let others = inside.fetch_add(1, Ordering::Relaxed);
    assert_eq!(others, 0, "two are inside");
    inside.fetch_sub(1, Ordering::Relaxed);
}

// CHANGED: who was inside comes again, while the other may be inside.
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

// CHANGED: so does who has tried in vain.
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
