//! Whether a model does the same thing when the same schedule runs again, and where it does not.
//!
//! A search that relies on it would otherwise end in a verdict at random.

use crate::culprit::line;
use crate::failure::RawFailure;
use crate::findings::{Findings, Search};
use crate::log::event::Event;
use crate::log::names::Names;
use crate::log::sources::Sources;
use crate::log::value::Value;
use crate::log::{Log, ObjectId, fill};
use recording::FailureKind;
use std::time::{Duration, Instant};

/// The first schedule runs so often at most: the order of a set of two is another one in every second run.
const MOST_RUNS: u32 = 16;

/// So often even on a busy machine, unless one run takes long.
const SOME_RUNS: u32 = 8;

/// At least twice, and no longer than this; ten times as long for the first few runs.
const LONG: Duration = Duration::from_millis(20);

/// Integers from here on may be addresses, which differ and mean nothing.
const ADDRESSES: i128 = 1 << 32;

/// What decides besides the schedule.
pub(crate) const SUSPECTS: &str = "Something other than the schedule influences the model: the order of a `HashMap`, a random \
                                   number, a clock, a real thread, or a `static` or a `std::thread_local!` that \
                                   keeps its value from one execution to the next";

/// One run of a schedule.
#[derive(Clone, Debug)]
pub(crate) struct Ran {
    log: Log,
    failure: Option<(FailureKind, String)>,
}

impl Ran {
    pub(crate) fn returned(log: Log) -> Ran {
        Ran { log, failure: None }
    }

    pub(crate) fn failed(failure: &RawFailure) -> Ran {
        Ran {
            log: failure.log.clone(),
            failure: Some((failure.kind, failure.message.clone())),
        }
    }

    pub(crate) fn has_failed(&self) -> bool {
        self.failure.is_some()
    }

    /// Whether the model itself was found out already, so that there is nothing to compare.
    fn is_a_verdict(&self) -> bool {
        let kind = self.failure.as_ref().map(|(kind, _)| *kind);
        matches!(kind, Some(FailureKind::Unseen))
    }
}

/// Runs one schedule again and again, a few times, and compares; `Err`: two runs differ.
pub(crate) fn compare(mut run: impl FnMut() -> Option<Ran>) -> Result<(), Box<RawFailure>> {
    let start = Instant::now();
    let Some(first) = run() else { return Ok(()) };
    for round in 1..MOST_RUNS {
        let long = if round < SOME_RUNS { 10 * LONG } else { LONG };
        if round > 1 && start.elapsed() > long {
            break;
        }
        let Some(again) = run() else { break };
        if let Some(failure) = differ(&first, &again) {
            return Err(Box::new(failure));
        }
    }
    Ok(())
}

/// Runs what failed again, a few times unless that takes long: how one of these runs differs, if one does.
pub(crate) fn again<T>(mut differs: impl FnMut() -> Option<T>) -> Option<T> {
    let start = Instant::now();
    let may = |round: &u32| *round == 0 || start.elapsed() < 2 * LONG;
    let mut rounds = (0..SOME_RUNS).take_while(may);
    rounds.find_map(|_| differs())
}

/// How two runs of one schedule differ, if they do.
pub(crate) fn differ(one: &Ran, other: &Ran) -> Option<RawFailure> {
    if one.is_a_verdict() || other.is_a_verdict() {
        return None;
    }
    let steps = one.log.events.iter().zip(&other.log.events);
    let at = steps.clone().position(|(one, other)| !same(one, other));
    let (first, second) = match at {
        Some(at) => (step(one, at), step(other, at)),
        None if one.log.events.len() != other.log.events.len() => {
            let at = steps.len();
            (step(one, at), step(other, at))
        }
        None if one.failure != other.failure || one.log.outcome != other.log.outcome => {
            (end(one), end(other))
        }
        None => return None,
    };
    let at = at.unwrap_or(steps.len());
    let log = if other.log.events.len() > at {
        &other.log
    } else {
        &one.log
    };
    let event = log.events.get(at);
    let place = match event {
        Some(_) => format!("at step {}", at + 1),
        None => format!("after {at} steps"),
    };
    Some(RawFailure {
        kind: FailureKind::NotDeterministic,
        message: format!(
            "two runs of the same schedule differ {place}: in one, {first}; in the other, {second}. {SUSPECTS}"
        ),
        at: event
            .and_then(|event| event.loc)
            .map(|loc| (loc.file().into(), loc.line())),
        thread: event.map_or(0, |event| event.thread),
        swap: None,
        log: Log {
            // Up to where they differ.
            events: log.events[..log.events.len().min(at + 1)].to_vec(),
            ..log.clone()
        },
    })
}

/// A search that ran again failed in another schedule, so, or not at all.
pub(crate) fn another_schedule(first: &Ran, again: Option<&Ran>) -> RawFailure {
    let again = again.map_or("it does not fail".into(), end);
    RawFailure {
        kind: FailureKind::NotDeterministic,
        message: format!(
            "the same search ran twice with different results: in one run, {}; in the other, with another schedule, \
             {again}. {SUSPECTS}",
            end(first)
        ),
        at: None,
        thread: 0,
        swap: None,
        log: first.log.clone(),
    }
}

/// A search that ends before it began, with this.
pub(crate) fn not_searched(failure: RawFailure) -> Search {
    Search::of_findings(Findings::of_failure(2, Some(failure)), Some(0))
}

fn same(one: &Event, other: &Event) -> bool {
    let key = |event: &Event| {
        let object = event.object.map(ObjectId::index);
        (event.thread, event.op, object, event.blocks, event.loc)
    };
    let may_be_addresses = match (&one.value, &other.value) {
        (Value::Int(one), Value::Int(other)) => *one >= ADDRESSES && *other >= ADDRESSES,
        _ => false,
    };
    key(one) == key(other) && (one.value == other.value || may_be_addresses)
}

/// What a run does in this step: `main does "lock tally" (src/bank.rs:12)`.
fn step(ran: &Ran, at: usize) -> String {
    let log = &ran.log;
    let Some(event) = log.events.get(at) else {
        return end(ran);
    };
    let names = Names::of(log, &mut Sources::default());
    let name = &names.threads[usize::from(event.thread)];
    let place = event.loc.map(|loc| format!(" ({})", line(loc)));
    format!(
        "{name} runs \"{}\"{}",
        fill::event(event, log, &names),
        place.unwrap_or_default()
    )
}

/// How a run ends.
fn end(ran: &Ran) -> String {
    match (&ran.failure, &ran.log.outcome) {
        (Some((FailureKind::Assertion, message)), _) => {
            let first = message.lines().next().unwrap_or_default();
            format!("it fails with \"{first}\"")
        }
        (Some((kind, _)), _) => format!("it fails with a {kind}"),
        (None, Some(outcome)) => format!("main returns {outcome}"),
        (None, None) => "main returns".into(),
    }
}
