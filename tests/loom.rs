//! Loom on broken programs that must fail and right ones that must hold.

#[path = "loom/bounds.rs"]
mod bounds;
#[path = "loom/broken.rs"]
mod broken;
#[path = "loom/fewest.rs"]
mod fewest;
#[path = "loom/points.rs"]
mod points;

use checker::loom::sync::channel::bounded;
use checker::loom::sync::{Arc, Mutex, counted, thread};
use checker::loom::{Check, Report, check};
use checker::recording::{End, FailureKind, Recording, Style, Verdict, report};
use std::process::Command;

fn screen(found: &Report) -> String {
    report(&found.recording, &Style::default())
}

#[test]
fn lost_update_takes_one_preemption() {
    let found = check("04/lost-update", broken::lost_update);
    insta::assert_snapshot!(screen(found.fails(FailureKind::Assertion, 1)));
}

#[test]
fn opposite_lock_order_deadlocks() {
    let found = check("04/lock-order", broken::lock_order);
    insta::assert_snapshot!(screen(found.fails(FailureKind::Deadlock, 1)));
}

#[test]
fn a_barrier_at_which_one_thread_is_missing_deadlocks() {
    let found = check("03/one-too-few", broken::one_too_few);
    insta::assert_snapshot!(screen(found.fails(FailureKind::Deadlock, 0)));
}

#[test]
fn a_choice_without_a_preemption_is_named() {
    let found = check("06/done-blocks", broken::done_blocks);
    insta::assert_snapshot!(screen(found.fails(FailureKind::Deadlock, 0)));
}

#[test]
fn unguarded_writes_race() {
    let found = check("04/data-race", broken::data_race);
    insta::assert_snapshot!(screen(found.fails(FailureKind::DataRace, 0)));
}

#[test]
fn a_cycle_of_counts_leaks() {
    let found = check("04/cycle", broken::leak);
    insta::assert_snapshot!(screen(found.fails(FailureKind::Leak, 0)));
}

#[test]
fn a_loop_that_gets_nowhere_is_a_livelock() {
    let found = check("06/spin", broken::livelock);
    insta::assert_snapshot!(screen(found.fails(FailureKind::Livelock, 0)));
}

#[test]
fn a_thread_left_running_is_a_failure() {
    let found = check("02/detached", broken::left_running);
    insta::assert_snapshot!(screen(found.fails(FailureKind::ThreadLeftRunning, 0)));
    let allowed = Check::new("02/detached").threads_may_outlive_main();
    allowed.run(broken::left_running).holds();
}

#[test]
fn a_panic_that_nobody_looked_at_is_a_failure() {
    let found = Check::new("02/swallowed-panic")
        .threads_may_outlive_main()
        .run(broken::unseen_panic);
    insta::assert_snapshot!(screen(found.fails(FailureKind::Assertion, 0)));
}

#[test]
fn spurious_wakeups_are_explored_on_request() {
    check("03/if-for-while", broken::if_for_while).holds();
    let spurious = Check::new("03/if-for-while").spurious_wakeups();
    let found = spurious.run(broken::if_for_while);
    insta::assert_snapshot!(screen(found.fails(FailureKind::Assertion, 0)));
}

#[test]
fn a_panic_reaches_join_and_poisons_nothing() {
    check("02/panic-reaches-join", || {
        let count = Arc::new(Mutex::new(0));
        let theirs = count.clone();
        let worker = thread::spawn(move || {
            let mut count = theirs.lock();
            *count += 1;
            panic!("after adding");
        });
        let before = *count.lock();
        let panic = worker.join().unwrap_err();
        assert_eq!(panic.downcast_ref(), Some(&"after adding"));
        (before, *count.lock())
    })
    .holds()
    .reaches(["(0, 1)", "(1, 1)"])
    .is_contended();
}

#[test]
fn the_panic_of_the_thread_is_shown_rather_than_the_unwrap_of_its_join() {
    let found = check("02/unwrapped", || {
        let worker = thread::spawn(|| panic!("out of paper"));
        worker.join().unwrap();
    });
    found.fails(FailureKind::Assertion, 0);
    let (_, failure) = found.recording.counterexample().unwrap();
    assert_eq!((failure.thread, &*failure.message), (1, "out of paper"));
}

#[test]
fn outcomes_are_counted_and_each_has_an_execution() {
    let found = check("01/first-to-send", || {
        let (first_tx, first_rx) = bounded(2);
        let theirs = first_tx.clone();
        let other = thread::spawn(move || theirs.send("other").unwrap());
        first_tx.send("main").unwrap();
        other.join().unwrap();
        first_rx.recv().unwrap()
    });
    found.holds().reaches([r#""main""#, r#""other""#]);
    let Verdict::Holds { executions, .. } = found.verdict() else {
        panic!("it holds");
    };
    let outcomes = &found.recording.outcomes;
    assert_eq!(outcomes.iter().map(|o| o.count).sum::<u64>(), executions);
    for outcome in outcomes {
        let end = &found.recording.executions[outcome.execution].end;
        let value = Some(outcome.value.clone());
        assert_eq!(end, &End::Returned { outcome: value });
    }
}

#[test]
fn preemptions_in_the_log_are_as_many_as_the_verdict_says() {
    for (id, model) in [
        ("04/lost-update", broken::lost_update as fn()),
        ("04/lock-order", broken::lock_order),
    ] {
        let found = check(id, model);
        let steps = &found.recording.executions[0].steps;
        let preempted = steps.iter().filter(|step| step.preempted.is_some());
        let Verdict::Fails { preemptions, .. } = found.verdict() else {
            panic!("{id} fails");
        };
        assert_eq!(preempted.count(), preemptions as usize, "{id}");
    }
}

#[test]
fn destructors_after_a_failure_abort_nothing() {
    struct AddsOnDrop(Arc<Mutex<u32>>);
    impl Drop for AddsOnDrop {
        fn drop(&mut self) {
            *self.0.lock() += 1;
        }
    }
    let found = check("02/drop-locks", || {
        let count = Arc::new(Mutex::new(0));
        let _adds = AddsOnDrop(count.clone());
        let counted = counted::Arc::new(AddsOnDrop(count.clone()));
        let _guard = count.lock();
        let _again = count.lock();
        drop(counted);
    });
    found.fails(FailureKind::Deadlock, 0);
}

#[test]
fn too_many_threads_are_explained() {
    let found = check("02/five-threads", || {
        for _ in 0..5 {
            thread::spawn(|| ());
        }
    });
    found.fails(FailureKind::Limit, 0);
    let message = &found.recording.counterexample().unwrap().1.message;
    assert!(message.contains("at most 5 threads"), "{message}");
}

#[test]
#[should_panic(expected = "a checked mutex was made outside a model")]
fn a_twin_outside_a_model_is_explained() {
    let _ = Mutex::new(0);
}

#[test]
fn a_recording_survives_json() {
    let found = check("04/lost-update", broken::lost_update);
    let json = found.recording.to_json();
    assert_eq!(Recording::from_json(&json).unwrap(), found.recording);
    let newer = json.replacen("\"schema\":1", "\"schema\":99", 1);
    assert!(Recording::from_json(&newer).is_err());
}

#[test]
fn searching_twice_finds_the_same() {
    let once = check("04/lost-update", broken::lost_update);
    let twice = check("04/lost-update", broken::lost_update);
    assert_eq!(once.recording, twice.recording);
}

/// What a child process prints while it checks a model with loom's variables set.
#[test]
fn the_environment_changes_nothing_and_no_raw_noise_is_printed() {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "lost_update_takes_one_preemption", "--nocapture"])
        .env("LOOM_MAX_PREEMPTIONS", "0")
        .env("LOOM_MAX_BRANCHES", "1")
        .env("LOOM_LOG", "trace")
        .env("RUST_BACKTRACE", "full")
        .output()
        .unwrap();
    let noise = String::from_utf8_lossy(&child.stderr).into_owned();
    assert!(child.status.success(), "{noise}");
    assert_eq!(noise.replace('\n', ""), "", "noise of the checker");
}

#[test]
fn a_variable_that_loom_cannot_read_is_explained() {
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "lost_update_takes_one_preemption", "--nocapture"])
        .env("LOOM_MAX_BRANCHES", "many")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stderr).into_owned();
    assert!(
        said.contains("LOOM_MAX_BRANCHES=many is not a number"),
        "{said}"
    );
}

/// Compares the README's picture with what the checker says; with insta's `INSTA_UPDATE=always` it
/// writes the picture.
#[test]
fn the_readme_shows_a_real_counterexample() {
    let found = check("04/lost-update", broken::lost_update);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let (before, rest) = readme
        .split_once("tests/loom.rs -->\n```\n")
        .expect("the README marks where the picture begins");
    let (picture, after) = rest
        .split_once("```\n<!-- end -->")
        .expect("and where it ends");
    let now = screen(&found);
    if std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always") {
        let marker = "tests/loom.rs -->\n```\n";
        let updated = format!("{before}{marker}{now}```\n<!-- end -->{after}");
        std::fs::write(path, updated).unwrap();
        return;
    }
    assert_eq!(picture, now, "`just snapshots` updates the README");
}

/// What a thread saw when it looked is a step, so a counterexample shows it.
#[test]
fn looks_at_a_count_and_at_the_end_of_a_thread_are_shown() {
    let found = check("02/looks", || {
        let count = counted::Arc::new(());
        let theirs = count.clone();
        let worker = thread::spawn(move || drop(theirs));
        let early = (counted::Arc::strong_count(&count), worker.is_finished());
        worker.join().unwrap();
        assert_ne!(early, (2, false), "looked too early");
    });
    found.fails(FailureKind::Assertion, 0);
    let steps = &found.recording.counterexample().unwrap().0.steps;
    let looks = steps.iter().map(|step| step.text.as_str());
    let looks: Vec<_> = looks.filter(|text| text.starts_with("check ")).collect();
    assert_eq!(
        looks,
        ["check count: 2", "check whether worker has finished: false"]
    );
}
