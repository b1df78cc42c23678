//! From a failure that was found at random to one with fewer preemptions.

mod support;

use explorer::{Config, End, Failure, Mode, Report, explore};
use support::{Mutex, catalogue, compare, join_all, spawn};

/// Each takes the fork on the left and then the one on the right.
fn philosophers(n: usize) {
    let forks: Vec<_> = (0..n).map(|_| Mutex::new()).collect();
    let eaters = (0..n).map(|i| {
        let (left, right) = (forks[i].clone(), forks[(i + 1) % n].clone());
        spawn(move || {
            let _left = left.lock();
            let _right = right.lock();
        })
    });
    join_all(eaters.collect());
}

/// A failure as random executions find it, and the search near it.
fn near(model: fn(), runs: u64) -> (Failure, Report) {
    explorer::quiet_panics();
    let random = Mode::Random { seed: 1, runs: 400 };
    let found = explore(&Config::new(random), model, |_| ()).failure;
    let found = found.expect("random executions find it");
    let failure = Box::new(found.clone());
    let config = compare::config(Mode::Near { failure, runs });
    (found, explore(&config, model, |_| ()))
}

#[test]
fn many_preemptions_become_few() {
    let models: [(fn(), u32); 3] = [
        (|| philosophers(5), 1),
        (|| philosophers(8), 1),
        // One is enough, and so many threads are too many for a walk at random.
        (|| philosophers(14), 2),
    ];
    for (model, fewest) in models {
        let (found, report) = near(model, 8_000);
        let simple = report.failure.expect("it begins with one");
        assert!(found.preemptions > fewest, "{found:?}");
        assert_eq!(simple.preemptions, fewest);
        assert!(matches!(simple.end, End::Deadlock(_)));
    }
}

/// What is told is a schedule of the model that fails so.
#[test]
fn it_can_be_run_again() {
    for model in [|| philosophers(5), || catalogue::lost_update(4)] {
        let (_, report) = near(model, 500);
        let simple = report.failure.expect("it begins with one");
        let again = Config::new(Mode::Replay(simple.schedule.clone()));
        let again = explore(&again, model, |_| ())
            .failure
            .expect("it fails again");
        assert_eq!(
            (again.end, again.preemptions),
            (simple.end, simple.preemptions)
        );
        assert_eq!(again.steps, simple.steps);
    }
}

#[test]
fn the_same_failure_is_the_same_search() {
    let search = || near(|| philosophers(6), 200).1.failure;
    assert_eq!(search(), search());
}

#[test]
fn without_an_execution_the_failure_stays() {
    let (found, report) = near(|| philosophers(6), 0);
    assert_eq!((report.runs, report.failure), (0, Some(found)));
}
