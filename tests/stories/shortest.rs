// The explorer's: the shortest story with the fewest preemptions, and the two steps that matter.

use checker::explorer::sync::channel::bounded;
use checker::explorer::sync::{Arc, Mutex, RwLock, select, thread};
use checker::explorer::{Report, check};
use checker::recording::{FailureKind, Style, report};

fn screen(found: &Report) -> String {
    report(&found.recording, &Style::default())
}

/// The line below the story.
fn pair(found: &Report) -> String {
    let screen = screen(found);
    let line = screen
        .lines()
        .find(|line| line.trim().starts_with("If step"));
    line.unwrap_or_else(|| panic!("no critical pair in\n{screen}"))
        .trim()
        .to_string()
}

#[test]
fn the_two_steps_of_a_lost_update() {
    let found = check("stories/lost-update", || {
        let count = Arc::new(Mutex::new(0));
        let theirs = count.clone();
        let adder = thread::spawn(move || {
            let seen = *theirs.lock();
            *theirs.lock() = seen + 1;
        });
        let seen = *count.lock();
        *count.lock() = seen + 1;
        adder.join().unwrap();
        assert_eq!(*count.lock(), 2, "one was lost");
    });
    found.fails(FailureKind::Assertion, 1);
    assert_eq!(
        pair(&found),
        "If step 5 (main: lock count) comes before step 4 (adder: lock count), all is well."
    );
}

#[test]
fn the_two_steps_of_a_deadlock() {
    let found = check("stories/lock-order", || {
        let left = Arc::new(Mutex::new(0));
        let right = Arc::new(Mutex::new(0));
        let (our_left, our_right) = (left.clone(), right.clone());
        let other = thread::spawn(move || drop((right.lock(), left.lock())));
        drop((our_left.lock(), our_right.lock()));
        other.join().unwrap();
    });
    found.fails(FailureKind::Deadlock, 1);
    assert_eq!(
        pair(&found),
        "If step 4 (main: lock right) comes before step 3 (other: lock right), all is well."
    );
}

/// Nothing that two threads do makes it well.
#[test]
fn a_failure_of_one_thread_has_no_critical_pair() {
    let found = check("stories/alone", || {
        let table = RwLock::new(0);
        let read = table.read();
        *table.write() += *read;
    });
    found.fails(FailureKind::Deadlock, 0);
    assert!(
        !screen(&found).contains("all is well"),
        "{}",
        screen(&found)
    );
}

/// Whichever worker goes first the model fails; the search meets the longer way first.
#[test]
fn of_stories_with_as_few_preemptions_the_shortest_is_told() {
    let found = check("stories/detour", || {
        let (first, detour) = (Arc::new(Mutex::new(false)), Arc::new(Mutex::new(0)));
        let (theirs, asks) = (first.clone(), first.clone());
        let long = thread::spawn(move || {
            if !*asks.lock() {
                for _ in 0..5 {
                    *detour.lock() += 1;
                }
            }
        });
        let short = thread::spawn(move || *theirs.lock() = true);
        long.join().unwrap();
        short.join().unwrap();
        assert!(!*first.lock(), "both have ended");
    });
    found.fails(FailureKind::Assertion, 0);
    let (execution, _) = super::story(&found.recording);
    let detours = execution
        .steps
        .iter()
        .filter(|step| step.text == "lock detour");
    assert_eq!(detours.count(), 0, "{}", screen(&found));
}

/// The choices that the story tells of.
fn choices(found: &Report) -> Vec<&str> {
    let (execution, _) = super::story(&found.recording);
    let steps = execution.steps.iter();
    steps.filter_map(|step| step.choice.as_deref()).collect()
}

/// Two channels have a message; the select may take either.
fn takes_first() -> bool {
    let (first_tx, first) = bounded(1);
    let (second_tx, second) = bounded(1);
    first_tx.send(()).unwrap();
    second_tx.send(()).unwrap();
    select! {
        recv(first) -> _ => true,
        recv(second) -> _ => false,
    }
}

#[test]
fn a_choice_that_does_not_matter_is_not_told() {
    let found = check("stories/either-arm", || {
        takes_first();
        panic!("after either of them");
    });
    found.fails(FailureKind::Assertion, 0);
    assert_eq!(choices(&found), [""; 0], "{}", screen(&found));
}

#[test]
fn a_choice_that_matters_is_told() {
    let found = check("stories/one-arm", || {
        assert!(takes_first(), "the second one")
    });
    found.fails(FailureKind::Assertion, 0);
    let told = ["select took \"second\" although \"first\" was ready"];
    assert_eq!(choices(&found), told, "{}", screen(&found));
}
