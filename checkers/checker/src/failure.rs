//! From a panic to a failure with a kind, before anything unwinds.
//!
//! A panic hook takes the log at the moment of the failure and hands it to the runner. Destructors
//! that run afterwards find every twin switched off, so nothing panics twice and nothing aborts.
//! A panic in a spawned thread is no failure yet: `join` may want it. A panic in a destructor that another
//! panic runs ends the process, so both are told first.

use crate::log::event::{Event, Op};
use crate::log::recorder::{self, Stop};
use crate::log::round;
use crate::log::sources::normal;
use crate::log::{Log, Panicked, ThreadId, fill};
use crate::questions;
use crate::rerun::SUSPECTS;
use recording::{FailureKind, number};
use std::cell::{Cell, RefCell};
use std::io::Write;
use std::panic::PanicHookInfo;
use std::sync::Once;

/// A failed execution.
#[derive(Clone, Debug)]
pub(crate) struct RawFailure {
    pub(crate) kind: FailureKind,
    pub(crate) message: String,
    /// Where the panic was raised, if that is a line of the model's.
    pub(crate) at: Option<(String, u32)>,
    pub(crate) thread: ThreadId,
    pub(crate) log: Log,
    /// Two steps of the log that make all well if they are swapped.
    pub(crate) swap: Option<(usize, usize)>,
}

/// What an engine finds wrong with an execution.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    Deadlock,
    DataRace,
    Leak,
    Livelock,
    /// An execution was cut after so many steps as it may have.
    TooLong,
    NotDeterministic,
    Other,
}

/// What a panic raised in this file, with these words, says if it is the engine's own.
pub(crate) type Classify = fn(file: &str, message: &str) -> Option<Fault>;

type Report = Box<dyn Fn(RawFailure)>;

thread_local! {
    static CLASSIFY: Cell<Classify> = const { Cell::new(|_, _| None) };
    static REPORT: RefCell<Option<Report>> = const { RefCell::new(None) };
    static KIND: Cell<Option<FailureKind>> = const { Cell::new(None) };
    /// The latest panics, each with the thread of the model.
    static PANICS: RefCell<Vec<(ThreadId, String)>> = const { RefCell::new(vec![]) };
}

/// Makes this OS thread's failures go to `report`.
pub(crate) fn watch(classify: Classify, report: impl Fn(RawFailure) + 'static) {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if recorder::active() {
                hook(info);
            } else {
                previous(info);
            }
        }));
    });
    CLASSIFY.set(classify);
    REPORT.with(|slot| *slot.borrow_mut() = Some(Box::new(report)));
}

fn hook(info: &PanicHookInfo<'_>) {
    if info.payload().is::<Stop>() {
        return;
    }
    let message = info
        .payload_as_str()
        .unwrap_or("a panic without a message")
        .to_string();
    let file = info.location().map_or("", |location| location.file());
    let line = info.location().map_or(0, |location| location.line());
    let thread = recorder::me();
    if message.starts_with(CANNOT_UNWIND) {
        return last_words(thread);
    }
    remember(thread, format!("{message} ({}:{line})", normal(file)));
    if recorder::failed() {
        return;
    }
    let own = KIND.take();
    match CLASSIFY.get()(file, &message) {
        Some(fault) => blame(fault, message, thread),
        None if own.is_some() => report((own.expect("just seen"), message), None, thread),
        None if thread != 0 => {
            recorder::record(Event::new(Op::Panics, None));
            recorder::thread(thread, |info| {
                info.unwinding = true;
                info.panicked = Some(Panicked {
                    message,
                    file: file.to_string(),
                    line,
                    seen: false,
                });
            });
        }
        None => main_panicked(message, (file.to_string(), line)),
    }
}

/// What std says, in the hook too, before it ends the process because of a second panic.
const CANNOT_UNWIND: &str = "panic in a ";

/// Remembers the latest two panics.
fn remember(thread: ThreadId, panic: String) {
    PANICS.with(|panics| {
        let mut panics = panics.borrow_mut();
        if panics.len() == 2 {
            panics.remove(0);
        }
        panics.push((thread, panic));
    });
}

/// Tells both panics before the second one ends the process.
///
/// Not by `eprintln`: what a test prints so is lost with the process.
fn last_words(thread: ThreadId) {
    let panics = PANICS.with(|panics| panics.borrow().clone());
    let mut panics = panics.iter().rev().filter(|(of, _)| *of == thread);
    let second = panics.next().map_or("unknown", |(_, panic)| panic);
    let over = "none: its execution had ended, so it was unwinding";
    let first = panics.next().map_or(over, |(_, panic)| panic);
    let searcher = std::thread::current();
    let model = searcher.name().unwrap_or("a model");
    let name = recorder::thread(thread, |info| info.name.clone());
    let name = name.unwrap_or_else(|| format!("thread {thread}"));
    let words = format!(
        "\n{model}: a destructor of {name} panicked while the thread was already unwinding, so Rust aborted \
         the process.\n  first panic:  {first}\n  second panic: {second}\n  A destructor must not panic: have \
         it check `thread::panicking()` first.\n"
    );
    let _ = std::io::stderr().write_all(words.as_bytes());
}

/// An `unwrap` of what `join` returned says nothing; the thread's own panic does.
fn main_panicked(message: String, at: (String, u32)) {
    let handed_on = message.contains("value: Any {") || message == "a scoped thread panicked";
    let first = recorder::with_log(|log| {
        let mut threads = log.threads.iter().enumerate();
        threads.find_map(|(i, thread)| {
            let panicked = thread.panicked.as_ref()?;
            handed_on.then(|| (i as ThreadId, panicked.clone()))
        })
    });
    match first {
        Some((thread, panicked)) => report(
            (FailureKind::Assertion, panicked.message),
            Some((panicked.file, panicked.line)),
            thread,
        ),
        None => report((FailureKind::Assertion, message), Some(at), 0),
    }
}

/// Fails the execution for what an engine found without a panic.
pub(crate) fn found(fault: Fault, message: String) {
    if matches!(fault, Fault::DataRace) {
        // It ends the step: what the thread did after the access tells nothing.
        recorder::with_log_mut(|log| {
            let access = |event: &Event| matches!(event.op, Op::CellRead | Op::CellWrite);
            let end = log.events.iter().rposition(access);
            log.events.truncate(end.map_or(usize::MAX, |end| end + 1));
        });
    }
    blame(fault, message, recorder::me());
}

fn blame(mut fault: Fault, message: String, thread: ThreadId) {
    if matches!(fault, Fault::TooLong)
        && let Some(end) = recorder::with_log(round::end_of_rounds)
    {
        recorder::with_log_mut(|log| log.events.truncate(end));
        fault = Fault::Livelock;
    }
    report(kind_of(fault, message), None, thread);
}

fn kind_of(fault: Fault, message: String) -> (FailureKind, String) {
    match fault {
        Fault::Deadlock if recorder::has_main_returned() => (
            FailureKind::ThreadLeftRunning,
            "main returned while another thread is blocked forever".into(),
        ),
        Fault::Deadlock => (FailureKind::Deadlock, "no thread can continue".into()),
        Fault::DataRace => (
            FailureKind::DataRace,
            "two threads access the same memory concurrently".into(),
        ),
        Fault::Leak => (
            FailureKind::Leak,
            "a reference-counted value was never dropped".into(),
        ),
        Fault::Livelock => (
            FailureKind::Livelock,
            "the threads keep running without making progress".into(),
        ),
        Fault::TooLong => (
            FailureKind::Limit,
            format!(
                "an execution reached the limit of {} steps: see `max_steps`. If a loop polls, make it block or \
                 call `thread::yield_now` in each iteration; if the model does finish, raise the limit with \
                 `Check::max_steps`",
                number(questions::max_steps() as u64)
            ),
        ),
        Fault::NotDeterministic => (
            FailureKind::NotDeterministic,
            format!(
                "after {} steps the model did something different from before, although the schedule was the same. \
                 {SUSPECTS}",
                recorder::with_log(|log| log.events.len())
            ),
        ),
        Fault::Other => (
            FailureKind::Limit,
            format!("the checker reports: {message}"),
        ),
    }
}

fn report(
    (mut kind, mut message): (FailureKind, String),
    mut at: Option<(String, u32)>,
    thread: ThreadId,
) {
    if let Some(intruder) = recorder::watch().intruder() {
        // Whatever else went wrong may be its doing.
        (kind, message, at) = (FailureKind::Unseen, intruder, None);
    }
    recorder::set_failed();
    let mut log = recorder::with_log(Log::clone);
    if kind == FailureKind::Assertion {
        // What happened after a thread's panic, up to where it showed, tells nothing.
        let panics = |event: &Event| event.thread == thread && event.op == Op::Panics;
        let end = log.events.iter().position(panics);
        log.events.truncate(end.unwrap_or(usize::MAX));
    }
    let failure = RawFailure {
        kind,
        message,
        at,
        thread,
        log,
        swap: None,
    };
    REPORT.with(|slot| {
        if let Some(report) = &*slot.borrow() {
            report(failure);
        }
    });
}

/// Fails an execution that is over if something counted was never dropped.
///
/// Returns true if it was not. For an engine that does not find that itself.
pub(crate) fn report_leak() -> bool {
    let leaked = recorder::with_log(fill::leaks);
    if leaked {
        found(Fault::Leak, String::new());
    }
    leaked
}

/// Fails the execution with a kind of our own.
fn fail(kind: FailureKind, message: &str) -> ! {
    KIND.set(Some(kind));
    std::panic::panic_any(message.to_string());
}

/// A thread waits for a condition variable for which another one waits with another mutex.
pub(crate) fn two_mutexes() {
    let message = "two threads wait on one `Condvar` with different mutexes, on which parking_lot panics. \
                   Use one `Condvar` for each mutex";
    fail(FailureKind::Assertion, message);
}

/// A thread unlocks by force what no thread has locked.
pub(crate) fn forced_in_vain() {
    let message = "`force_unlock` of a lock that is not held, which is undefined behavior. Call it exactly once for \
                   each guard passed to `mem::forget`";
    refuse(FailureKind::Assertion, message);
}

pub(crate) fn left_running() {
    let kind = FailureKind::ThreadLeftRunning;
    let message = "main returned before another thread finished";
    refuse(kind, message);
}

/// Fails the execution with a kind of our own. A destructor that a panic runs goes on, since it must not
/// panic.
pub(crate) fn refuse(kind: FailureKind, message: &str) {
    match std::thread::panicking() {
        true => report((kind, message.into()), None, recorder::me()),
        false => fail(kind, message),
    }
}

/// Fails an execution that is over if an OS thread that is none of the model's took part in it.
///
/// Returns true if one did.
pub(crate) fn report_intruder() -> bool {
    let intruded = recorder::watch().intruder().is_some();
    if intruded {
        report((FailureKind::Unseen, String::new()), None, 0);
    }
    intruded
}

/// Fails an execution that is over if a thread panicked and its result was never taken.
///
/// Returns true if it did.
pub(crate) fn report_unseen_panic() -> bool {
    let unseen = recorder::with_log(|log| {
        let mut threads = log.threads.iter().enumerate();
        threads.find_map(|(i, thread)| {
            let panicked = thread.panicked.as_ref()?;
            (!panicked.seen).then(|| (i as ThreadId, panicked.clone()))
        })
    });
    let Some((thread, panicked)) = unseen else {
        return false;
    };
    report(
        (FailureKind::Assertion, panicked.message),
        Some((panicked.file, panicked.line)),
        thread,
    );
    true
}
