//! Loops that only look and yield, in models with more schedules than are run before it is known what a look in
//! vain does.

use super::check;
use super::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use super::sync::thread;

/// What `threads` threads return.
fn together<T: Send>(threads: usize, body: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let body = &body;
    thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|i| scope.spawn(move || body(i))).collect();
        let results = threads.into_iter().map(|thread| thread.join().unwrap());
        results.collect()
    })
}

/// Nobody can tell when a thread looked in vain: only the orders of arrival count.
#[test]
fn a_barrier_has_as_many_schedules_as_orders_of_arrival() {
    let report = check("verdicts/barrier-of-four", || {
        let arrived = AtomicUsize::new(0);
        together(4, |_| {
            arrived.fetch_add(1, SeqCst);
            while arrived.load(SeqCst) != 4 {
                thread::yield_now();
            }
        });
    });
    let line = report.holds().line();
    assert!(line.contains("holds in all 24 executions"), "{line}");
    assert!(line.contains("was treated as blocked"), "{line}");
}

/// Three threads wait for each other, and a fourth makes the model large.
fn barrier<T: Send>(arrive: impl Fn(&dyn Fn() -> bool) -> T + Sync) -> Vec<T> {
    let (arrived, noise) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let mut results = together(4, |i| {
        noise.fetch_add(1, SeqCst);
        if i < 3 {
            arrived.fetch_add(1, SeqCst);
        }
        (i < 3).then(|| arrive(&|| arrived.load(SeqCst) == 3))
    });
    results.pop();
    results.into_iter().flatten().collect()
}

#[test]
fn that_a_thread_had_to_wait_counts() {
    let report = check("verdicts/had-to-wait", || {
        let waited = barrier(|all| {
            let mut waited = false;
            while !all() {
                waited = true;
                thread::yield_now();
            }
            waited
        });
        waited.into_iter().filter(|waited| *waited).count()
    });
    report.holds().reaches(["0", "1", "2"]);
}
