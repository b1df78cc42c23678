//! The models of lesson 06: the protocols and their traps, in every interleaving.
//!
//! One model runs over all eight. Its books say of each event in which thread it happened; they are
//! no part of the protocol, so they take no steps of their own.

use books::{Books, Event};
use source::{Next, Source, Stop};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex as Plain;
use workbook::model::sync;
use workbook::model::{Check, Report, note};
use workbook::recording::FailureKind;

use sync::channel::{after, bounded, never};
use sync::time::Duration;
use sync::{Arc, thread};

#[allow(dead_code)]
#[path = "../src/books.rs"]
mod books;
#[allow(dead_code)]
#[path = "../src/done.rs"]
mod done;
#[allow(dead_code)]
#[path = "../src/drop.rs"]
mod drop;
#[allow(dead_code)]
#[path = "../src/join.rs"]
mod join;
#[allow(dead_code)]
#[path = "../src/source.rs"]
mod source;
#[allow(dead_code)]
#[path = "../src/traps"]
mod traps {
    pub mod always_ready;
    pub mod done_blocks;
    pub mod leaked_sender;
    pub mod receiver_closes;
    pub mod sleep_then_hope;
}

const FOR: Duration = Duration::from_secs(5);
const EVERY: Duration = Duration::from_millis(500);

/// A source of as many hellos, with or without a wait before each.
struct Hellos {
    left: u8,
    waits: bool,
    waited: bool,
}

fn hellos(left: u8) -> Hellos {
    Hellos {
        left,
        waits: false,
        waited: false,
    }
}

impl Source for Hellos {
    type Message = &'static str;

    fn next(&mut self) -> Next<&'static str> {
        if self.left == 0 {
            return Next::End;
        }
        if self.waits && !self.waited {
            self.waited = true;
            return Next::Wait(EVERY);
        }
        self.left -= 1;
        self.waited = false;
        Next::Message("hello")
    }
}

/// Every event, and the thread in which it happened.
#[derive(Clone, Default)]
struct Diary(Arc<Plain<Vec<(String, Event)>>>);

impl Books for Diary {
    fn note(&self, event: Event) {
        let here = thread::current();
        let name = here.name().unwrap_or("main").to_string();
        self.0.lock().unwrap().push((name, event));
    }
}

impl Diary {
    fn count(&self, event: Event) -> usize {
        let diary = self.0.lock().unwrap();
        diary.iter().filter(|(_, other)| *other == event).count()
    }

    /// The threads in which it happened.
    fn who(&self, event: Event) -> Vec<String> {
        let diary = self.0.lock().unwrap();
        let there = diary.iter().filter(|(_, other)| *other == event);
        there.map(|(name, _)| name.clone()).collect()
    }
}

type Run = fn(Vec<Hellos>, &Stop, &Diary, &mut dyn FnMut(&'static str)) -> io::Result<()>;

/// Runs a protocol, or a trap, which has the same names.
macro_rules! run {
    ($($module:ident)::+) => {
        |sources, stop, books, receive| $($module)::+::run(sources, stop, books, receive)
    };
}

/// What every protocol must do, whatever comes first: hellos sent, received and dropped.
fn stops(run: Run, sources: Vec<Hellos>, stop: &Stop) -> String {
    let senders = sources.len();
    let diary = Diary::default();
    let mut said = 0;
    let mut receive = |hello| {
        said += 1;
        note(format!("says {hello:?}"));
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
        "{started} thread started, {ended} ended when the receiver was done"
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

/// Two threads: the time may be over at any moment, also before the first hello.
fn two_threads(id: &str, run: Run, left: u8) -> Report {
    Check::new(id).run(move || {
        let until = after(FOR);
        let asked = never();
        stops(run, vec![hellos(left)], &Stop { until, asked })
    })
}

/// Three threads: two senders.
fn three_threads(id: &str, run: Run, left: u8) -> Report {
    Check::new(id).preemptions(2).run(move || {
        let until = after(FOR);
        let asked = never();
        stops(run, vec![hellos(left), hellos(1)], &Stop { until, asked })
    })
}

/// Three threads: somebody asks, twice, and the time may be over besides.
fn asked_twice(id: &str, run: Run) -> Report {
    Check::new(id).preemptions(2).run(move || {
        let until = after(FOR);
        let (asked_tx, asked) = bounded(1);
        let person = thread::Builder::new().name("person".into());
        let person = person.spawn(move || {
            for _ in 0..2 {
                // The first may not have been heard.
                let _ = asked_tx.try_send(());
            }
        });
        let said = stops(run, vec![hellos(1)], &Stop { until, asked });
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
            ..hellos(1)
        };
        stops(run, vec![source], &Stop { until, asked })
    })
}

#[test]
fn done_with_two_threads() {
    two_threads("06/done", run!(done), 2)
        .holds()
        .reaches([
            r#""1 sent, 0 received, 1 dropped""#,
            r#""2 sent, 1 received, 1 dropped""#,
            r#""2 sent, 2 received, 0 dropped""#,
        ])
        .is_contended()
        .is_recorded();
}

#[test]
fn done_with_three_threads() {
    three_threads("06/done-two-senders", run!(done), 1)
        .holds()
        .reaches([
            r#""2 sent, 0 received, 2 dropped""#,
            r#""2 sent, 1 received, 1 dropped""#,
            r#""2 sent, 2 received, 0 dropped""#,
        ])
        .is_contended()
        .is_recorded();
}

#[test]
fn done_asked_twice() {
    asked_twice("06/done-asked-twice", run!(done))
        .holds()
        .reaches([
            r#""1 sent, 0 received, 1 dropped""#,
            r#""1 sent, 1 received, 0 dropped""#,
        ])
        .is_contended()
        .is_recorded();
}

#[test]
fn done_with_waits() {
    waiting("06/done-waiting", run!(done))
        .holds()
        .reaches([
            r#""0 sent, 0 received, 0 dropped""#,
            r#""1 sent, 0 received, 1 dropped""#,
            r#""1 sent, 1 received, 0 dropped""#,
        ])
        .is_contended()
        .is_recorded();
}

#[test]
fn drop_with_two_threads() {
    two_threads("06/drop", run!(drop), 2)
        .holds()
        .reaches([
            r#""1 sent, 0 received, 1 dropped""#,
            r#""2 sent, 1 received, 1 dropped""#,
            r#""2 sent, 2 received, 0 dropped""#,
        ])
        .is_contended()
        .is_recorded();
}

#[test]
fn drop_with_three_threads() {
    three_threads("06/drop-two-senders", run!(drop), 1)
        .holds()
        .reaches([
            r#""2 sent, 0 received, 2 dropped""#,
            r#""2 sent, 1 received, 1 dropped""#,
            r#""2 sent, 2 received, 0 dropped""#,
        ])
        .is_contended()
        .is_recorded();
}

#[test]
fn drop_asked_twice() {
    asked_twice("06/drop-asked-twice", run!(drop))
        .holds()
        .reaches([
            r#""1 sent, 0 received, 1 dropped""#,
            r#""1 sent, 1 received, 0 dropped""#,
        ])
        .is_contended()
        .is_recorded();
}

#[test]
fn drop_with_waits() {
    waiting("06/drop-waiting", run!(drop))
        .holds()
        .reaches([
            r#""1 sent, 0 received, 1 dropped""#,
            r#""1 sent, 1 received, 0 dropped""#,
        ])
        .is_contended()
        .is_recorded();
}

#[test]
fn join_with_two_threads() {
    two_threads("06/join", run!(join), 2)
        .holds()
        .reaches([
            r#""0 sent, 0 received, 0 dropped""#,
            r#""1 sent, 1 received, 0 dropped""#,
            r#""2 sent, 2 received, 0 dropped""#,
        ])
        .is_contended()
        .is_recorded();
}

#[test]
fn join_with_three_threads() {
    three_threads("06/join-two-senders", run!(join), 1)
        .holds()
        .reaches([
            r#""0 sent, 0 received, 0 dropped""#,
            r#""1 sent, 1 received, 0 dropped""#,
            r#""2 sent, 2 received, 0 dropped""#,
        ])
        .is_contended()
        .is_recorded();
}

#[test]
fn join_asked_twice() {
    asked_twice("06/join-asked-twice", run!(join))
        .holds()
        .reaches([
            r#""0 sent, 0 received, 0 dropped""#,
            r#""1 sent, 1 received, 0 dropped""#,
        ])
        .is_contended()
        .is_recorded();
}

#[test]
fn join_with_waits() {
    waiting("06/join-waiting", run!(join))
        .holds()
        .reaches([
            r#""0 sent, 0 received, 0 dropped""#,
            r#""1 sent, 1 received, 0 dropped""#,
        ])
        .is_contended()
        .is_recorded();
}

#[test]
fn receiver_closes() {
    two_threads("06/receiver-closes", run!(traps::receiver_closes), 2)
        .fails(FailureKind::Assertion, 0)
        .is_recorded();
}

#[test]
fn always_ready() {
    two_threads("06/always-ready", run!(traps::always_ready), 1)
        .fails(FailureKind::Assertion, 0)
        .is_recorded();
}

#[test]
fn done_blocks() {
    two_threads("06/done-blocks", run!(traps::done_blocks), 2)
        .fails(FailureKind::Deadlock, 0)
        .is_recorded();
}

#[test]
fn sleep_then_hope() {
    two_threads("06/sleep-then-hope", run!(traps::sleep_then_hope), 2)
        .fails(FailureKind::Assertion, 0)
        .is_recorded();
}

#[test]
fn leaked_sender() {
    two_threads("06/leaked-sender", run!(traps::leaked_sender), 2)
        .fails(FailureKind::Deadlock, 0)
        .is_recorded();
}
