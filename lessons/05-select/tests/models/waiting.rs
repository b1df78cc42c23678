//! Work that may never end, and both ways to wait.

use crate::model::{self, Check, check};
use crate::sync::channel::bounded;
use crate::sync::thread;
use crate::sync::time::{Duration, Instant};
use crate::waits::{received, slept};
use crate::within::within;

const LIMIT: Duration = Duration::from_secs(30);

/// Returns what happens first: the work is done, or the limit has passed.
fn first(take: impl FnOnce() -> u32 + Send + 'static) -> (&'static str, u32) {
    let begun = Instant::now();
    match within(LIMIT, take).unwrap() {
        Ok(sum) => ("in time", sum),
        Err(worker) => {
            assert!(begun.elapsed() >= LIMIT, "gave up early");
            ("too late", worker.join().unwrap())
        }
    }
}

#[test]
fn within_with_two_threads() {
    check("05/within", || first(|| 2))
        .holds()
        .reaches([r#"("in time", 2)"#, r#"("too late", 2)"#])
        .is_contended()
        .is_recorded();
}

/// The work needs what each of the feeders sends.
fn fed(how: Check, feeders: u32) {
    how.run(move || {
        let (food_tx, food_rx) = bounded(0);
        let bring = (0..feeders).map(|_| {
            let food_tx = food_tx.clone();
            let feeder = thread::Builder::new().name("feeder".into());
            feeder.spawn(move || food_tx.send(2 / feeders).unwrap())
        });
        let bring: Vec<_> = bring.collect();
        let first = first(move || (0..feeders).map(|_| food_rx.recv().unwrap()).sum());
        for feeder in bring {
            feeder.unwrap().join().unwrap();
        }
        first
    })
    .holds()
    .reaches([r#"("in time", 2)"#, r#"("too late", 2)"#])
    .is_contended()
    .is_recorded();
}

#[test]
fn within_with_three_threads() {
    fed(Check::new("05/within-fed"), 1);
}

fn within_with_four_threads() {
    fed(Check::new("05/within-fed-by-two"), 2);
}

/// Both waits at once: each takes at least as long as it was asked to.
fn both_waits(how: Check, others: u32) {
    let short = Duration::from_secs(5);
    how.run(move || {
        let sleepers: Vec<_> = (0..others)
            .map(|_| {
                thread::Builder::new()
                    .name("sleeper".into())
                    .spawn(move || slept(short))
            })
            .collect();
        let took = received(short);
        assert!(took >= short);
        for sleeper in sleepers {
            assert!(sleeper.unwrap().join().unwrap() >= short);
        }
    })
    .holds()
    .is_contended()
    .is_recorded();
}

#[test]
fn waits_with_two_threads() {
    both_waits(Check::new("05/waits"), 1);
}

#[test]
fn waits_with_three_threads() {
    both_waits(Check::new("05/waits-three"), 2);
}

fn waits_with_four_threads() {
    both_waits(Check::new("05/waits-four"), 3);
}

model::larger!(within_with_four_threads, waits_with_four_threads);
