//! The models of lesson 06: the protocols and their bugs, in every interleaving.
//!
//! One model runs over all eight. It records each event with the thread in which it happened. The record
//! is not part of the protocol, so it takes no steps of its own.

use crate::books::Event;
use crate::diary::{Diary, Hellos};
use crate::model::{Check, Report, check, note};
use crate::source::Stop;
use crate::{diary, done, drop, hellos, join, traps};
use checker::recording::FailureKind;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::sync::channel::{after, bounded, never};
use crate::sync::thread;
use crate::sync::time::Duration;

const FOR: Duration = Duration::from_secs(5);

type Run = fn(Vec<Hellos>, &Stop, &Diary, &mut dyn FnMut(&'static str)) -> io::Result<()>;

/// Runs a protocol, or a trap, which has the same names.
macro_rules! run {
    ($($module:ident)::+) => {
        |sources, stop, books, receive| $($module)::+::run(sources, stop, books, receive)
    };
}

/// Asserts what every protocol must do, whatever happens first. Returns how many hellos were sent,
/// received and dropped.
fn stops(run: Run, sources: Vec<Hellos>, stop: &Stop) -> String {
    let senders = sources.len();
    let diary = Diary::default();
    let mut said = 0;
    let mut receive = |hello| {
        said += 1;
        note(format!("prints {hello:?}"));
        let sent = diary.count(Event::Sent);
        assert!(said <= sent, "{sent} sent, {said} received");
    };
    let ran = catch_unwind(AssertUnwindSafe(|| {
        run(sources, stop, &diary, &mut receive)
    }));
    let Ok(started) = ran else {
        panic!("a sender panicked");
    };
    started.unwrap();

    let (started, ended) = (
        diary.count(Event::ThreadStarted),
        diary.count(Event::ThreadEnded),
    );
    assert_eq!(started, senders);
    assert!(
        started == ended,
        "{started} thread started, but {ended} had ended when `run` returned"
    );
    let (sent, received, dropped) = (
        diary.count(Event::Sent),
        diary.count(Event::Received),
        diary.count(Event::Dropped),
    );
    assert_eq!(said, received);
    assert!(
        sent == received + dropped,
        "{sent} sent, {received} received and {dropped} dropped"
    );
    let closers = diary.who(Event::Closed("msg"));
    assert!(
        matches!(&closers[..], [one] if one.starts_with("sender")),
        "closed once, by a sender, not by {closers:?}"
    );
    let done = ["done"].map(|name| {
        let (opened, closed) = (Event::Opened(name), Event::Closed(name));
        diary.count(opened) == diary.count(closed)
    });
    assert_eq!(done, [true], "a done channel that was opened is closed");
    format!("{sent} sent, {received} received, {dropped} dropped")
}

/// Two threads: the timer may fire at any moment, even before the first hello.
fn two_threads(id: &str, run: Run, left: u8) -> Report {
    Check::new(id).run(move || {
        let until = after(FOR);
        let asked = never();
        stops(run, vec![diary::hellos(left)], &Stop { until, asked })
    })
}

/// A sender for each element of `sources`, which says how many hellos it sends.
fn senders(how: Check, run: Run, sources: &'static [u8]) -> Report {
    how.run(move || {
        let until = after(FOR);
        let asked = never();
        let sources = sources.iter().map(|left| diary::hellos(*left)).collect();
        stops(run, sources, &Stop { until, asked })
    })
}

/// Three threads: two senders.
fn three_threads(id: &str, run: Run) -> Report {
    senders(Check::new(id).preemptions(2), run, &[1, 1])
}

/// Three senders besides main.
fn four_threads(id: &str, run: Run, sources: &'static [u8]) -> Report {
    let how = Check::new(id).time_limit(Duration::from_secs(300));
    senders(how, run, sources)
}

/// Three threads: one asks the receiver to stop, twice, and the timer may fire as well.
fn asked_twice(id: &str, run: Run) -> Report {
    Check::new(id).preemptions(2).run(move || {
        let until = after(FOR);
        let (asked_tx, asked) = bounded(1);
        let person = thread::Builder::new().name("person".into());
        let person = person.spawn(move || {
            for _ in 0..2 {
                // Fails if the first request is still in its slot.
                let _ = asked_tx.try_send(());
            }
        });
        let said = stops(run, vec![diary::hellos(1)], &Stop { until, asked });
        person.unwrap().join().unwrap();
        said
    })
}

/// Two threads: the sender waits before it says hello.
fn waiting(id: &str, run: Run) -> Report {
    Check::new(id).run(move || {
        let until = after(FOR);
        let asked = never();
        let source = Hellos {
            waits: true,
            ..diary::hellos(1)
        };
        stops(run, vec![source], &Stop { until, asked })
    })
}

/// Asserts that it holds with these outcomes: how many hellos are sent, received and dropped.
#[track_caller]
fn holds<const N: usize>(report: &Report, outcomes: [[u8; 3]; N]) {
    let outcomes = outcomes.map(|[sent, received, dropped]| {
        format!("\"{sent} sent, {received} received, {dropped} dropped\"")
    });
    report
        .holds()
        .reaches(outcomes.each_ref().map(String::as_str))
        .is_contended()
        .is_recorded();
}

/// Two threads: the sender has two hellos, and the timer may fire at any moment.
#[test]
fn hellos_with_two_threads() {
    check("06/hellos", || hellos::hellos(2, FOR))
        .holds()
        .reaches(["0", "1", "2"])
        .is_contended()
        .is_recorded();
}

#[test]
fn done_with_two_threads() {
    let report = two_threads("06/done", run!(done), 2);
    holds(&report, [[1, 0, 1], [2, 1, 1], [2, 2, 0]]);
}

#[test]
fn done_with_three_threads() {
    let report = three_threads("06/done-two-senders", run!(done));
    holds(&report, [[2, 0, 2], [2, 1, 1], [2, 2, 0]]);
}

#[test]
fn done_asked_twice() {
    let report = asked_twice("06/done-asked-twice", run!(done));
    holds(&report, [[1, 0, 1], [1, 1, 0]]);
}

#[test]
fn done_with_waits() {
    let report = waiting("06/done-waiting", run!(done));
    holds(&report, [[0, 0, 0], [1, 0, 1], [1, 1, 0]]);
}

#[test]
fn drop_with_two_threads() {
    let report = two_threads("06/drop", run!(drop), 2);
    holds(&report, [[1, 0, 1], [2, 1, 1], [2, 2, 0]]);
}

#[test]
fn drop_with_three_threads() {
    let report = three_threads("06/drop-two-senders", run!(drop));
    holds(&report, [[2, 0, 2], [2, 1, 1], [2, 2, 0]]);
}

#[test]
fn drop_asked_twice() {
    let report = asked_twice("06/drop-asked-twice", run!(drop));
    holds(&report, [[1, 0, 1], [1, 1, 0]]);
}

#[test]
fn drop_with_waits() {
    let report = waiting("06/drop-waiting", run!(drop));
    holds(&report, [[1, 0, 1], [1, 1, 0]]);
}

#[test]
fn join_with_two_threads() {
    let report = two_threads("06/join", run!(join), 2);
    holds(&report, [[0, 0, 0], [1, 1, 0], [2, 2, 0]]);
}

#[test]
fn join_with_three_threads() {
    let report = three_threads("06/join-two-senders", run!(join));
    holds(&report, [[0, 0, 0], [1, 1, 0], [2, 2, 0]]);
}

#[test]
fn join_asked_twice() {
    let report = asked_twice("06/join-asked-twice", run!(join));
    holds(&report, [[0, 0, 0], [1, 1, 0]]);
}

#[test]
fn join_with_waits() {
    let report = waiting("06/join-waiting", run!(join));
    holds(&report, [[0, 0, 0], [1, 1, 0]]);
}

/// One of the three sends nothing: with a hello of its own there are over 238,000 schedules, which were
/// never all explored.
#[test]
#[ignore = "over a second in a debug build: CI checks it with the explorer"]
fn done_with_four_threads() {
    let report = four_threads("06/done-three-senders", run!(done), &[1, 1, 0]);
    holds(&report, [[2, 0, 2], [2, 1, 1], [2, 2, 0]]);
}

#[test]
#[ignore = "over a second in a debug build: CI checks it with the explorer"]
fn drop_with_four_threads() {
    let report = four_threads("06/drop-three-senders", run!(drop), &[1, 1, 1]);
    holds(&report, [[3, 0, 3], [3, 1, 2], [3, 2, 1], [3, 3, 0]]);
}

#[test]
#[ignore = "over a second in a debug build: CI checks it with the explorer"]
fn join_with_four_threads() {
    let report = four_threads("06/join-three-senders", run!(join), &[1, 1, 0]);
    holds(&report, [[0, 0, 0], [1, 1, 0], [2, 2, 0]]);
}

#[test]
fn receiver_closes() {
    let report = two_threads("06/receiver-closes", run!(traps::receiver_closes), 2);
    report.fails(FailureKind::Assertion, 0).is_recorded();
}

#[test]
fn always_ready() {
    let report = two_threads("06/always-ready", run!(traps::always_ready), 1);
    report.fails(FailureKind::Assertion, 0).is_recorded();
}

#[test]
fn done_blocks() {
    let report = two_threads("06/done-blocks", run!(traps::done_blocks), 2);
    report.fails(FailureKind::Deadlock, 0).is_recorded();
}

#[test]
fn sleep_then_hope() {
    let report = two_threads("06/sleep-then-hope", run!(traps::sleep_then_hope), 2);
    report.fails(FailureKind::Assertion, 0).is_recorded();
}

#[test]
fn leaked_sender() {
    let report = two_threads("06/leaked-sender", run!(traps::leaked_sender), 2);
    report.fails(FailureKind::Deadlock, 0).is_recorded();
}
