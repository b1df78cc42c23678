//! Searches that do not see everything say so.

use checker::loom::Check;
use checker::loom::sync::atomic::{AtomicUsize, Ordering};
use checker::loom::sync::{Arc, Mutex, thread};
use checker::recording::Verdict;
use std::time::Duration;

#[test]
fn a_bounded_search_says_so() {
    let bounded = Check::new("04/tally").preemptions(1);
    let found = bounded.run(|| {
        let count = Arc::new(AtomicUsize::new(0));
        let theirs = count.clone();
        let adder = thread::spawn(move || theirs.fetch_add(1, Ordering::AcqRel));
        count.fetch_add(1, Ordering::AcqRel);
        adder.join().unwrap();
        count.load(Ordering::Acquire)
    });
    found.holds().reaches(["2"]);
    let words = found.verdict().to_string();
    let bound = "with at most 1 preemption (more were not tried)";
    assert!(words.ends_with(bound), "{words}");
}

/// Three threads that use three locks in turn: more schedules than fit into a moment.
fn too_large() {
    let locks: Arc<Vec<Mutex<u32>>> = Arc::new((0..3).map(Mutex::new).collect());
    let mut workers = vec![];
    for _ in 0..3 {
        let locks = locks.clone();
        workers.push(thread::spawn(move || {
            for _ in 0..3 {
                locks.iter().for_each(|lock| *lock.lock() += 1);
            }
        }));
    }
    for worker in workers {
        worker.join().unwrap();
    }
}

#[test]
fn a_search_that_ran_out_of_time_says_how_far_it_came() {
    let found = Check::new("04/too-large")
        .time_limit(Duration::from_millis(200))
        .run(too_large);
    let Verdict::NotFinished { executions, .. } = found.verdict() else {
        panic!("finished: {}", found.verdict());
    };
    assert!(executions > 0);
    assert!(found.verdict().to_string().starts_with("not finished: "));
}

#[test]
fn an_execution_that_never_ends_is_not_finished() {
    let found = Check::new("01/endless")
        .time_limit(Duration::from_millis(10))
        .run(|| {
            loop {
                // No scheduling point: nothing can stop it. It must not burn a core either.
                std::thread::sleep(Duration::from_secs(1));
            }
        });
    let executions = match found.verdict() {
        Verdict::NotFinished { executions, .. } => executions,
        other => panic!("{other}"),
    };
    assert_eq!(executions, 0);
}

#[test]
fn the_longest_time_limit_is_no_overflow() {
    let patient = Check::new("04/patient").time_limit(Duration::MAX);
    patient
        .run(|| Mutex::new(7).lock().to_string())
        .holds()
        .reaches(["\"7\""]);
}
