//! How many traces there are, with the reasoning beside the number.

mod support;

use explorer::{Config, Mode, Report, explore};
use support::{Atomic, catalogue, join_all, spawn};

fn reduced(model: impl Fn() + 'static) -> Report {
    let config = Config {
        traces: true,
        ..Config::default()
    };
    let report = explore(&config, model, |_| ());
    assert!(report.is_complete(), "{report:?}");
    report
}

/// Asserts that the reduced search runs so many traces, each once.
#[track_caller]
fn counts(traces: usize, model: impl Fn() + 'static) {
    let report = reduced(model);
    assert_eq!(report.traces.len(), traces, "{report:?}");
    assert_eq!(report.complete, traces as u64, "a trace was run twice");
}

#[test]
fn lockers_differ_in_the_order_in_which_they_lock() {
    counts(1, || catalogue::lockers(1));
    counts(2, || catalogue::lockers(2));
    // 3! and 4!.
    counts(6, || catalogue::lockers(3));
    counts(24, || catalogue::lockers(4));
}

#[test]
fn independent_threads_have_one_trace() {
    counts(1, || catalogue::independent(4));
    counts(1, || catalogue::adders(5));
}

#[test]
fn loads_commute_and_stores_do_not() {
    // Every order of three.
    counts(6, || catalogue::stores_and_loads(2, 1));
    // Each load before or after the store.
    counts(4, || catalogue::stores_and_loads(1, 2));
    // Two orders of the stores, and three places for each load.
    counts(2 * 3 * 3, || catalogue::stores_and_loads(2, 2));
    counts(1, || catalogue::stores_and_loads(0, 4));
}

#[test]
fn a_load_tells_how_many_have_added() {
    // Before or after each of three, which commute with each other.
    counts(8, || {
        let number = Atomic::new(0);
        let adders = [(); 3].map(|()| {
            let number = number.clone();
            spawn(move || number.add(1))
        });
        number.load();
        join_all(adders.into());
    });
}

#[test]
fn a_lost_update_has_as_many_places_for_a_load_as_stores_before_it() {
    explorer::quiet_panics();
    // Every order of the stores; the load of the first has one place, of the second two, …
    for (threads, traces) in [(2, 2 * 2), (3, 6 * 6)] {
        let config = support::compare::config(Mode::Reduced);
        let report = explore(&config, move || catalogue::lost_update(threads), |_| ());
        assert_eq!(report.traces.len(), traces, "{report:?}");
        // All but those where each loads after the one before it has stored.
        let right = [0, 1, 2, 6][threads];
        assert_eq!(report.complete - report.failures, right);
    }
}

#[test]
fn both_ends_of_a_channel_commute() {
    for capacity in 1..=3 {
        counts(1, move || catalogue::pipe(3, capacity));
    }
    // The orders of the senders.
    counts(6, || catalogue::gather(3, 1));
}

#[test]
fn a_hand_over_waits_or_comes_late() {
    counts(2, catalogue::hand_over);
}

#[test]
fn unreduced_lockers_run_every_schedule() {
    let report = explore(
        &Config::new(Mode::Unreduced),
        || catalogue::lockers(2),
        |_| (),
    );
    // The locker that locks second starts at 4 moments up to then; if it is the one that is joined
    // last, the first join has 3 moments, 4 where the start is later still: 3 * 3 + 4. Else 4.
    assert!(report.is_complete(), "{report:?}");
    assert_eq!(report.complete, 13 + 4);
}

/// Two stores, each before the load of what they change or after it: a yield touches nothing before it was
/// in vain too often.
#[test]
fn a_yield_is_no_look() {
    counts(3, || {
        let (noise, quiet) = (Atomic::new(0), Atomic::new(0));
        let theirs = noise.clone();
        let stores = spawn(move || {
            theirs.store(1);
            theirs.store(2);
        });
        noise.load();
        explorer::yield_now();
        quiet.load();
        explorer::yield_now();
        join_all(vec![stores]);
    });
}

/// A store before one of four loads, or before the yield that waits for it; the stores of what is no longer
/// looked at wake no thread.
#[test]
fn a_yield_waits_for_what_was_touched_since_the_last_one() {
    counts(2 * 5, || {
        let (noise, flag) = (Atomic::new(0), Atomic::new(0));
        let (theirs, loud) = (flag.clone(), noise.clone());
        let stores = [spawn(move || theirs.store(1)), spawn(move || loud.store(1))];
        noise.load();
        explorer::yield_now();
        while flag.load() == 0 {
            explorer::at(1);
            explorer::yield_now();
        }
        join_all(stores.into());
    });
}

/// A store before each of three waits that end because time is up, or after them. The step behind them stands at
/// their place and does not end because time is up, so it reads nothing of what they looked at.
#[test]
fn a_step_that_waits_for_no_time_is_not_held_back() {
    counts(4, || {
        let (flag, other) = (Atomic::new(0), Atomic::new(0));
        let theirs = flag.clone();
        let stores = spawn(move || theirs.store(1));
        for _ in 0..explorer::YIELDS_IN_VAIN {
            explorer::at(1);
            let reads = [(flag.object(), explorer::Access::READ)];
            explorer::step_when("waits", &reads, || explorer::Ready::InTime);
            explorer::timed_out();
        }
        explorer::at(1);
        let locks = [(other.object(), explorer::Access::EXCLUSIVE)];
        explorer::step("locks", &locks, || true);
        join_all(vec![stores]);
    });
}
