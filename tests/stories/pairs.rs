// The two steps that make all well if they are swapped, and choices that do not matter.

use checker::recording::FailureKind;
use model::{Report, check};
use sync::cell::UnsafeCell;
use sync::channel::bounded;
use sync::time::Duration;
use sync::{Arc, Mutex, RwLock, select, thread};

/// The line below the story.
fn line(found: &Report) -> String {
    let screen = screen(found);
    let mut lines = screen.lines().map(str::trim);
    let line = lines.find(|line| line.starts_with("If step"));
    line.unwrap_or_else(|| panic!("no critical pair in\n{screen}"))
        .to_string()
}

/// The same without the numbers of the steps.
fn pair(found: &Report) -> String {
    let line = line(found);
    let words = line.split(' ').filter(|word| word.parse::<usize>().is_err());
    words.collect::<Vec<_>>().join(" ")
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
    // Whichever thread adds first must write before the other one reads: for loom's adder to read first is not
    // enough.
    let expected = match model::WEAK_MEMORY {
        true => "If step 6 (adder: lock count) runs before step 2 (main: lock count), this failure does not occur.",
        false => "If step 5 (main: lock count) runs before step 4 (adder: lock count), this failure does not occur.",
    };
    assert_eq!(line(&found), expected);
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
        "If step (main: lock right) runs before step (other: lock right), this failure does not occur."
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
        !screen(&found).contains("this failure does not occur"),
        "{}",
        screen(&found)
    );
}

/// The choices that the story tells of.
fn choices(found: &Report) -> Vec<&str> {
    let (execution, _) = story(&found.recording);
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
    let told = ["select chose \"second\" although \"first\" was ready too"];
    assert_eq!(choices(&found), told, "{}", screen(&found));
}

/// The swapped order is one in which the timer fires later, or another thread comes before.
#[test]
fn the_two_steps_of_a_wait_that_was_too_short() {
    let found = check("stories/too-short", || {
        let (tx, rx) = bounded(1);
        let server = thread::spawn(move || tx.send(1).unwrap());
        let got = rx.recv_timeout(Duration::from_millis(5));
        drop(rx);
        server.join().unwrap();
        got.ok()
    });
    found.fails(FailureKind::Assertion, 0);
    let expected = "If step (server: send to tx/rx: no receiver is left) runs before step (main: drop the last \
                    receiver of tx/rx), this failure does not occur.";
    assert_eq!(pair(&found), expected);
}

/// Without an order between them it is a race in either order.
#[test]
fn a_race_on_memory_has_no_critical_pair() {
    struct Shared(UnsafeCell<u32>);
    // SAFETY: it is not, which is what the model is about.
    unsafe impl Sync for Shared {}
    let found = check("stories/race", || {
        let shared = Arc::new(Shared(UnsafeCell::new(0)));
        let theirs = shared.clone();
        let add = |shared: &Shared| {
            // SAFETY: the checker finds the race.
            shared.0.with_mut(|value| unsafe { *value += 1 });
        };
        let other = thread::spawn(move || add(&theirs));
        add(&shared);
        other.join().unwrap();
    });
    assert!(
        !screen(&found).contains("this failure does not occur"),
        "{}",
        screen(&found)
    );
}
