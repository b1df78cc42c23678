//! A count that is watched from outside while the work continues.

use crate::model::{self, Check, Report};
use crate::sync::time::Duration;
use crate::{background, watched};

/// A thread that watches a count sees it rise, and sees all of it once the work has ended.
fn counted(how: Check, counters: usize) -> Report {
    how.run(move || {
        let limit = Duration::from_millis(100);
        let (counter, watched) = watched::watched();
        let count = background::Background::start(move || {
            for _ in 0..counters {
                counter.add(1);
            }
        });
        let early = watched.wait(limit);
        assert!(early.count == counters as u64 || !early.ended);
        assert!(count.unwrap().wait().is_ok());
        let late = watched.wait(limit);
        assert!(late.ended && late.count == counters as u64);
        early.count
    })
}

#[test]
fn watched_with_two_threads() {
    counted(Check::new("02/watched"), 2)
        .holds()
        .reaches(["0", "1", "2"])
        .is_contended()
        .is_recorded();
}

/// One foreground watches `N` counts. Returns what it saw of each within the time.
fn seen<const N: usize>() -> [u64; N] {
    let limit = Duration::from_millis(100);
    let started = [(); N].map(|()| {
        let (counter, watched) = watched::watched();
        let work = background::Background::start(move || counter.add(1));
        (work.unwrap(), watched)
    });
    let seen = started.each_ref().map(|(_, watched)| watched.wait(limit));
    for (work, watched) in started {
        assert!(work.wait().is_ok());
        assert_eq!(watched.wait(limit).count, 1);
    }
    seen.map(|state| state.count)
}

/// Three threads: one foreground watches two counts.
#[test]
fn watched_with_three_threads() {
    Check::new("02/watched-twice")
        .run(seen::<2>)
        .holds()
        .reaches(["[0, 0]", "[0, 1]", "[1, 0]", "[1, 1]"])
        .is_contended()
        .is_recorded();
}

fn watched_with_four_threads() {
    Check::new("02/watched-three")
        .run(seen::<3>)
        .holds()
        .reaches([
            "[0, 0, 0]",
            "[0, 0, 1]",
            "[0, 1, 0]",
            "[0, 1, 1]",
            "[1, 0, 0]",
            "[1, 0, 1]",
            "[1, 1, 0]",
            "[1, 1, 1]",
        ])
        .is_contended()
        .is_recorded();
}

model::larger!(watched_with_four_threads);
