//! Which failure is shown, and what is said of those with fewer preemptions.

use checker::explorer::sync::time::Duration;
use checker::explorer::sync::{Arc, Mutex, thread};
use checker::explorer::{Check, check};
use checker::recording::{FailureKind, Verdict};

/// Each takes the fork on the left and then the one on the right.
fn philosophers(n: usize) {
    let forks: Vec<_> = (0..n).map(|_| Arc::new(Mutex::new(()))).collect();
    let eaters: Vec<_> = (0..n)
        .map(|i| {
            let (left, right) = (forks[i].clone(), forks[(i + 1) % n].clone());
            let eats = move || {
                let _left = left.lock();
                let _right = right.lock();
            };
            let name = format!("philosopher {i}");
            thread::Builder::new().name(name).spawn(eats).unwrap()
        })
        .collect();
    eaters.into_iter().for_each(|eater| eater.join().unwrap());
}

/// Five were shown, and called the fewest, where time was up.
#[test]
fn six_philosophers_take_one_preemption() {
    check("fewest/six", || philosophers(6)).fails(FailureKind::Deadlock, 1);
}

/// The same with little time: whatever was found by then, no more is claimed than was explored.
#[test]
fn a_minimum_that_was_not_established_is_not_claimed() {
    for millis in [50, 500] {
        let check = Check::new("fewest/hurried").time_limit(Duration::from_millis(millis));
        let report = check.run(|| philosophers(6));
        if let Verdict::Fails {
            preemptions, below, ..
        } = report.verdict()
        {
            assert!(preemptions == 1 || below.is_some(), "{}", report.line());
            let claims = report.screen().contains("With fewer, none of");
            assert!(!claims, "{}", report.screen());
        }
    }
}

/// The search of every schedule finds it after 57,122. Those without a preemption are too many for the
/// time, so nothing is said of them.
#[test]
fn a_failure_that_is_not_rare_is_found_at_random() {
    let check = Check::new("fewest/fourteen").time_limit(Duration::from_secs(8));
    let report = check.run(|| philosophers(14));
    let Verdict::Fails {
        kind: FailureKind::Deadlock,
        executions: 333,
        below: Some(0),
        ..
    } = report.verdict()
    else {
        panic!("{:?}", report.verdict());
    };
    let screen = report.screen().replace("\n  ", " ");
    let said = "Fewer may be enough, because the search for fewer did not finish.";
    assert!(screen.contains(said), "{screen}");
}
