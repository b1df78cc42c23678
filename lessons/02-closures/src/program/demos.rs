//! Work whose progress is recorded, so that a trap's wait can be seen to return too early.

use lesson_02::sync::atomic::{AtomicU64, Ordering};
use lesson_02::sync::time::Duration;
use lesson_02::sync::{Arc, Mutex, thread};
use lesson_02::watched::watched;
use std::hint::black_box;
use std::io;

/// Number of steps in which the query processes one row.
const STEPS: u64 = 16;

/// Starts work and waits for it, correctly or in a trap's way.
pub type Run = fn(Box<dyn FnOnce() + Send>) -> io::Result<thread::Result<()>>;

/// Runs a query over `rows` rows. Returns how many of them it had processed when the wait returned.
pub fn query(run: Run, rows: u64) -> io::Result<u64> {
    let processed = Arc::new(AtomicU64::new(0));
    let theirs = processed.clone();
    let (counter, watched) = watched();
    let ended = run(Box::new(move || {
        let _ended_when_dropped = counter;
        for row in 0..rows {
            black_box((0..STEPS).fold(row, |hash, step| hash.rotate_left(5) ^ step));
            // The only writer. Pairs with the load below.
            theirs.store(row + 1, Ordering::Release);
        }
    }))?;
    // Pairs with the store above.
    let seen = processed.load(Ordering::Acquire);
    // The next run must not compete with this one. A panic has printed its message already.
    let _ = ended;
    while !watched.wait(Duration::from_secs(1)).ended {}
    Ok(seen)
}

/// Runs one closure for each item, correctly or in the trap's way.
pub type Each = fn(&[usize], &(dyn Fn(&usize) + Sync)) -> io::Result<()>;

/// Runs one closure for each of the numbers below `items`. Returns the numbers they saw, sorted.
pub fn numbers(each: Each, items: usize) -> io::Result<Vec<usize>> {
    let items: Vec<usize> = (0..items).collect();
    let seen = Mutex::new(vec![]);
    each(&items, &|item| seen.lock().push(*item))?;
    let mut seen = seen.into_inner();
    seen.sort_unstable();
    Ok(seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lesson_02::background::Background;
    use lesson_02::each::each;

    #[test]
    fn the_correct_wait_sees_the_whole_query() {
        for rows in [0, 1, 1000, 100_000] {
            let seen = query(|work| Ok(Background::start(work)?.wait()), rows);
            assert_eq!(seen.expect("a thread"), rows);
        }
    }

    #[test]
    fn the_correct_loop_gives_each_closure_its_own_number() {
        for _ in 0..100 {
            let seen = numbers(|items, work| each(items, work), 4);
            assert_eq!(seen.expect("threads"), [0, 1, 2, 3]);
        }
    }
}
