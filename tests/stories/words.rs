// What rows say, and in which order, where it was odd under one checker.

use checker::recording::{FailureKind, Step};
use model::{Report, check};
use sync::atomic::{AtomicBool, Ordering};
use sync::time::Duration;
use sync::{Arc, RwLock, counted, thread};

fn steps(found: &Report) -> &[Step] {
    &story(&found.recording).0.steps
}

fn texts(found: &Report) -> Vec<&str> {
    steps(found).iter().map(|step| step.text.as_str()).collect()
}

/// Before a writer has come no reader has a reason to wait.
#[test]
fn a_reader_waits_behind_a_writer_that_came_before() {
    let found = check("stories/behind", || {
        let table = Arc::new(RwLock::new(0));
        let theirs = table.clone();
        let writer = thread::spawn(move || *theirs.write() += 1);
        drop((table.read(), table.read()));
        writer.join().unwrap();
    });
    found.fails(FailureKind::Deadlock, 1);
    let expected = [
        "start writer",
        "lock table for reading",
        "lock table for writing",
        "lock table for reading",
    ];
    assert_eq!(texts(&found), expected, "{}", found.screen());
}

/// A thread parks for a permit of its own, which has no name.
#[test]
fn the_time_of_a_park_is_nobodys() {
    let found = check("stories/park-time", || {
        let stop = Arc::new(AtomicBool::new(false));
        let theirs = stop.clone();
        let server = thread::spawn(move || {
            thread::park_timeout(Duration::from_millis(10));
            assert!(theirs.load(Ordering::SeqCst), "not yet");
        });
        stop.store(true, Ordering::SeqCst);
        server.join().unwrap();
    });
    found.fails(FailureKind::Assertion, 1);
    let mut choices = steps(&found).iter().filter_map(|step| step.choice.clone());
    assert_eq!(choices.next().as_deref(), Some("the timeout expired"));
}

/// Whether the handle is given up decides who drops the value, and how many are left.
#[test]
fn a_handle_that_is_not_the_last_is_kept_or_given_up() {
    let told = |id: &str, take: fn(counted::Arc<u32>)| {
        let found = check(id, move || {
            let one = counted::Arc::new(1);
            std::mem::forget(one.clone());
            take(one);
        });
        found.fails(FailureKind::Leak, 0);
        let told = texts(&found)
            .into_iter()
            .find(|text| text.contains("other handles"));
        let message = story(&found.recording).1.message.clone();
        (told.map(String::from), message)
    };
    let kept = told("stories/kept", |one| {
        std::mem::forget(counted::Arc::try_unwrap(one));
    });
    let given_up = told("stories/given-up", |one| {
        assert!(counted::Arc::into_inner(one).is_none());
    });
    let row = |what: &str| Some(format!("{what}: other handles are left"));
    assert_eq!(kept.0, row("keep one"));
    assert_eq!(given_up.0, row("give up one"));
    assert!(kept.1.contains("2 references are left"), "{}", kept.1);
    assert!(given_up.1.contains("1 reference is left"), "{}", given_up.1);
}
