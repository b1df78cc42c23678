//! Work for the traps to get wrong, that keeps the books: how far it was when its wait was over.

use lesson_02::sync::atomic::{AtomicU64, Ordering};
use lesson_02::sync::time::Duration;
use lesson_02::sync::{Arc, Mutex, thread};
use lesson_02::watched::watched;
use std::hint::black_box;
use std::io;

/// A row of the query's table is looked at in so many steps.
const STEPS: u64 = 16;

/// Starts work and waits for it, the technique's way or a trap's.
pub type Run = fn(Box<dyn FnOnce() + Send>) -> io::Result<thread::Result<()>>;

/// Runs a query over `rows` rows: how many it had looked at when the wait was over.
pub fn query(run: Run, rows: u64) -> io::Result<u64> {
    let looked_at = Arc::new(AtomicU64::new(0));
    let theirs = looked_at.clone();
    let (counter, watched) = watched();
    let ended = run(Box::new(move || {
        let _ended_when_dropped = counter;
        for row in 0..rows {
            black_box((0..STEPS).fold(row, |hash, step| hash.rotate_left(5) ^ step));
            // Nobody else writes; pairs with the load below.
            theirs.store(row + 1, Ordering::Release);
        }
    }))?;
    // Pairs with the store above.
    let seen = looked_at.load(Ordering::Acquire);
    // The next run is not to compete with this one. Its panic, if any, has printed its message.
    let _ = ended;
    while !watched.wait(Duration::from_secs(1)).ended {}
    Ok(seen)
}

/// Runs a closure for each item, the technique's way or the trap's.
pub type Each = fn(&[usize], &(dyn Fn(&usize) + Sync)) -> io::Result<()>;

/// Runs a closure for each of the numbers below `items`: which numbers they saw, in order.
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
    fn the_technique_sees_the_whole_query() {
        for rows in [0, 1, 1000, 100_000] {
            let seen = query(|work| Ok(Background::start(work)?.wait()), rows);
            assert_eq!(seen.expect("a thread"), rows);
        }
    }

    #[test]
    fn the_technique_gives_each_closure_its_own_number() {
        for _ in 0..100 {
            let seen = numbers(|items, work| each(items, work), 4);
            assert_eq!(seen.expect("threads"), [0, 1, 2, 3]);
        }
    }
}
