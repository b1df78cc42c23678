//! A section that never blocks: no schedule makes its thread wait, or the model fails.

use super::sync::channel::bounded;
use super::sync::time::Duration;
use super::sync::{Arc, Condvar, Mutex, RwLock, WaitGroup, never_blocks, select, thread};
use super::{check, named};
use checker::recording::FailureKind;

/// The message of the failure.
#[track_caller]
fn fails(model: &str, body: impl Fn() + Send + Sync + 'static) -> String {
    let report = check(model, body);
    let failure = report
        .recording
        .counterexample()
        .map(|(_, failure)| failure);
    let failure = failure.unwrap_or_else(|| panic!("{}", report.screen()));
    assert_eq!(failure.kind, FailureKind::Assertion, "{failure:?}");
    assert!(failure.source.is_some(), "{failure:?}");
    failure.message.clone()
}

#[test]
fn what_is_only_tried_never_blocks() {
    let report = check("verdicts/section-tries", || {
        let shared = Arc::new((Mutex::new(0), RwLock::new(0)));
        let theirs = shared.clone();
        let (sender, receiver) = bounded(1);
        let other = thread::spawn(move || {
            *theirs.0.lock() += 1;
            *theirs.1.write() += 1;
            sender.send(1).unwrap();
        });
        let seen = never_blocks("tries", || {
            let count = shared.0.try_lock().map_or(0, |count| *count);
            thread::yield_now();
            let other = shared.1.try_read().map_or(0, |count| *count);
            (count, other, receiver.try_recv().is_ok())
        });
        other.join().unwrap();
        seen
    });
    let outcomes = report.holds().outcomes();
    assert!(outcomes.contains(&"(1, 1, true)"), "{outcomes:?}");
    assert!(outcomes.contains(&"(0, 0, false)"), "{outcomes:?}");
}

/// The other thread does nothing between its lock and its unlock that any schedule could tell otherwise.
#[test]
fn a_lock_that_another_thread_holds() {
    let message = fails("verdicts/section-lock", || {
        let table = Arc::new(Mutex::new(0));
        let theirs = table.clone();
        let writer = named("writer", move || *theirs.lock() += 1);
        never_blocks("draw", || drop(table.lock()));
        writer.join().unwrap();
    });
    assert_eq!(
        message,
        "main would block in \"draw\", which must never block: lock table, until writer unlocks it"
    );
}

/// Nothing that this thread does before would tell that it came earlier.
#[test]
fn a_lock_that_another_thread_held() {
    let message = fails("verdicts/section-late", || {
        let table = Arc::new(Mutex::new(0));
        let reader = {
            let table = table.clone();
            named("reader", move || {
                never_blocks("draw", || drop(table.lock()));
            })
        };
        *table.lock() += 1;
        reader.join().unwrap();
    });
    assert_eq!(
        message,
        "reader would block in \"draw\", which must never block: lock table, until main unlocks it"
    );
}

#[test]
fn a_lock_that_no_other_thread_takes() {
    let report = check("verdicts/section-free", || {
        let (mine, theirs) = (Mutex::new(0), Mutex::new(0));
        thread::scope(|scope| {
            scope.spawn(|| *theirs.lock() += 1);
            never_blocks("mine", || *mine.lock() += 1);
            // Outside of the section it may wait.
            *theirs.lock() += 1;
        });
        theirs.into_inner()
    });
    report.holds().reaches(["2"]);
}

#[test]
fn readers_do_not_block_readers() {
    check("verdicts/section-readers", || {
        let table = RwLock::new(0);
        thread::scope(|scope| {
            scope.spawn(|| *table.read());
            never_blocks("read", || *table.read())
        })
    })
    .holds();
    let message = fails("verdicts/section-writer", || {
        let table = RwLock::new(0);
        thread::scope(|scope| {
            scope.spawn(|| *table.read());
            never_blocks("write", || *table.write() += 1);
        });
    });
    assert!(
        message.starts_with(
            "main would block in \"write\", which must never block: lock table for writing, until"
        ),
        "{message}"
    );
}

#[test]
fn a_message_that_is_not_there() {
    let message = fails("verdicts/section-receive", || {
        let (sender, receiver) = bounded(1);
        let sends = named("sends", move || sender.send(1));
        never_blocks("poll", || receiver.recv()).unwrap();
        sends.join().unwrap().unwrap();
    });
    assert_eq!(
        message,
        "main would block in \"poll\", which must never block: receive from sender/receiver, until another \
         thread sends to it or drops its last sender"
    );
    check("verdicts/section-received", || {
        let (sender, receiver) = bounded(1);
        sender.send(1).unwrap();
        never_blocks("poll", || receiver.recv()).unwrap()
    })
    .holds();
}

#[test]
fn a_select_without_a_ready_arm() {
    let message = fails("verdicts/section-select", || {
        let (one, other) = (bounded(1), bounded::<u32>(1));
        let sends = named("sends", move || one.0.send(1));
        never_blocks("choose", || {
            select! {
                recv(one.1) -> message => message.is_ok(),
                recv(other.1) -> message => message.is_ok(),
            }
        });
        sends.join().unwrap().unwrap();
    });
    assert!(
        message.contains("\"choose\", which must never block: select: receive from"),
        "{message}"
    );
}

#[test]
fn the_end_of_another_thread() {
    let message = fails("verdicts/section-join", || {
        let other = named("other", || {});
        never_blocks("end", || other.join()).unwrap();
    });
    assert_eq!(
        message,
        "main would block in \"end\", which must never block: join other, until other finishes"
    );
}

/// The member is dropped right after the message that this thread waits for.
#[test]
fn the_drop_of_a_member_of_a_group() {
    let message = fails("verdicts/section-group", || {
        let (group, done) = (WaitGroup::new(), bounded(1));
        let member = group.clone();
        let other = named("other", move || {
            done.0.send(()).unwrap();
            drop(member);
        });
        done.1.recv().unwrap();
        never_blocks("group", || group.wait());
        other.join().unwrap();
    });
    assert!(
        message.contains("\"group\", which must never block: wait for group"),
        "{message}"
    );
}

#[test]
fn time_that_has_to_pass() {
    let message = fails("verdicts/section-sleep", || {
        never_blocks("hurry", || thread::sleep(Duration::from_millis(1)));
    });
    assert!(
        message.starts_with("main would block in \"hurry\", which must never block: sleep"),
        "{message}"
    );
    let message = fails("verdicts/section-timeout", || {
        let (_sender, receiver) = bounded::<()>(1);
        let _ = never_blocks("hurry", || receiver.recv_timeout(Duration::from_millis(1)));
    });
    assert!(
        message.contains("\"hurry\", which must never block: receive from"),
        "{message}"
    );
}

#[test]
fn a_notification() {
    let message = fails("verdicts/section-condvar", || {
        let shared = Arc::new((Mutex::new(()), Condvar::new()));
        let theirs = shared.clone();
        let other = named("other", move || theirs.1.notify_one());
        never_blocks("wait", || shared.1.wait(&mut shared.0.lock()));
        other.join().unwrap();
    });
    assert!(
        message.contains("\"wait\", which must never block: wait on"),
        "{message}"
    );
}

/// The inner section is named, and what follows the outer one may wait.
#[test]
fn a_section_in_a_section() {
    let message = fails("verdicts/section-inner", || {
        let (sender, receiver) = bounded(0);
        let sends = named("sends", move || sender.send(1));
        never_blocks("outer", || {
            never_blocks("inner", || ());
            receiver.recv().unwrap()
        });
        sends.join().unwrap().unwrap();
    });
    assert!(message.contains("in \"outer\", which"), "{message}");
}
