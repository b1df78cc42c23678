//! From logs to a [`Recording`]: numbers become names, steps become words.

use crate::failure::RawFailure;
use crate::findings::Findings;
use crate::log::blocked::blocked;
use crate::log::event::{Event, State};
use crate::log::fill;
use crate::log::names::Names;
use crate::log::sources::{Sources, is_of_std, normal};
use crate::log::{Log, ObjectId, ThreadId};
use crate::section;
use recording::{
    End, Execution, Failure, FailureKind, Object, Outcome, Recording, SCHEMA, Source, Step,
    Verdict, Wait,
};

/// A recording holds at most so many executions, besides one for each outcome.
const RECORDED: usize = 12;

/// How many preemptions an execution had.
pub(crate) fn preemptions(log: &Log) -> u32 {
    let preempted = log.events.iter().filter(|event| event.preempted.is_some());
    preempted.count() as u32
}

/// Builds the recording of a search that ended, or of one that never returned from an execution.
pub(crate) fn recording(model: String, verdict: Verdict, found: Option<Findings>) -> Recording {
    let found = found.unwrap_or_default();
    let mut resolver = Resolver::default();
    let mut executions = vec![];
    if let Some(failure) = &found.failure {
        executions.push(resolver.failed(failure));
    }
    let mut outcomes: Vec<_> = found.outcomes.iter().collect();
    outcomes.sort_by_key(|(value, (count, _))| (std::cmp::Reverse(*count), value.to_string()));
    let mut chosen: Vec<usize> = vec![];
    let mut told = vec![];
    for (value, (count, kept)) in outcomes {
        if found.kept[*kept].outcome.is_some() {
            told.push(Outcome {
                value: value.clone(),
                count: *count,
                execution: executions.len() + chosen.len(),
            });
        }
        chosen.push(*kept);
    }
    let others = (0..found.kept.len()).filter(|i| !chosen.contains(i));
    let others: Vec<usize> = others.take(RECORDED.saturating_sub(chosen.len())).collect();
    for i in chosen.iter().chain(&others) {
        executions.push(resolver.returned(&found.kept[*i]));
    }
    Recording {
        schema: SCHEMA,
        model,
        verdict,
        distinct: found.distinct() + u64::from(found.failure.is_some()),
        outcomes: told,
        sources: resolver.table,
        executions,
    }
}

#[derive(Debug, Default)]
struct Resolver {
    sources: Sources,
    table: Vec<Source>,
}

impl Resolver {
    /// `None` for a line of the standard library: no reader sees it, and it moves with each compiler.
    fn source(&mut self, file: &str, line: u32) -> Option<usize> {
        let name = normal(file);
        if is_of_std(&name) {
            return None;
        }
        let same = |source: &Source| source.file == name && source.line == line;
        if let Some(known) = self.table.iter().position(same) {
            return Some(known);
        }
        let text = self.sources.line(file, line).unwrap_or_default();
        self.table.push(Source {
            file: name,
            line,
            text: text.trim().into(),
        });
        Some(self.table.len() - 1)
    }

    fn returned(&mut self, log: &Log) -> Execution {
        let names = Names::of(log, &mut self.sources);
        let end = End::Returned {
            outcome: log.outcome.clone(),
        };
        self.execution(log, names, end)
    }

    fn failed(&mut self, raw: &RawFailure) -> Execution {
        let names = Names::of(&raw.log, &mut self.sources);
        let end = End::Failed(self.failure(raw, &names));
        self.execution(&raw.log, names, end)
    }

    fn execution(&mut self, log: &Log, names: Names, end: End) -> Execution {
        let steps = log.events.iter().map(|event| self.step(event, log, &names));
        let steps = steps.collect();
        let objects = names.objects.into_iter().zip(&log.objects);
        Execution {
            steps,
            objects: objects
                .map(|(name, info)| Object {
                    name,
                    kind: info.kind.into(),
                })
                .collect(),
            threads: names.threads,
            end,
            schedule: log.schedule.clone(),
        }
    }

    fn step(&mut self, event: &Event, log: &Log, names: &Names) -> Step {
        let source = event
            .loc
            .and_then(|loc| self.source(loc.file(), loc.line()));
        Step {
            thread: event.thread.into(),
            kind: fill::kind(event),
            text: fill::event(event, log, names),
            of: event.op.row().thread.map(usize::from),
            object: event.object.map(ObjectId::index),
            blocks: event.blocks,
            source,
            state: event.state.as_ref().and_then(State::recorded),
            writes: matches!(event.state, Some(State::Wrote(_))),
            preempted: event.preempted.map(Into::into),
            choice: event
                .choice
                .as_ref()
                .map(|choice| fill::choice(choice, names)),
        }
    }

    fn failure(&mut self, raw: &RawFailure, names: &Names) -> Failure {
        let log = &raw.log;
        let last = log.events.last();
        let waits = match raw.kind {
            FailureKind::Deadlock | FailureKind::ThreadLeftRunning => self.waits(log, names),
            _ => vec![],
        };
        let (thread, message) = match raw.kind {
            FailureKind::DataRace => fill::race(log, names),
            FailureKind::Leak => (0, fill::leak(log, names)),
            FailureKind::ThreadLeftRunning if waits.is_empty() => {
                let thread = last.map_or(0, |event| event.thread);
                let name = &names.threads[thread as usize];
                (thread, format!("main returned before {name} finished"))
            }
            FailureKind::Deadlock | FailureKind::ThreadLeftRunning => {
                let first = waits
                    .first()
                    .map_or(0, |wait: &Wait| wait.thread as ThreadId);
                (
                    first,
                    format!("{}{}", raw.message, after_a_panic(log, names)),
                )
            }
            _ => {
                let waits = section::message(log, names);
                (raw.thread, waits.unwrap_or_else(|| raw.message.clone()))
            }
        };
        let at = match raw.kind {
            FailureKind::Assertion if !section::waits(log) => raw.at.clone(),
            FailureKind::Assertion | FailureKind::DataRace | FailureKind::ThreadLeftRunning => last
                .and_then(|event| event.loc)
                .map(|loc| (loc.file().to_string(), loc.line())),
            _ => raw.at.clone(),
        };
        Failure {
            kind: raw.kind,
            thread: thread.into(),
            message,
            source: at.and_then(|(file, line)| self.source(&file, line)),
            waits,
            swap: raw.swap,
            doubt: fill::doubt(log).filter(|_| raw.kind.is_a_bug()),
        }
    }

    fn waits(&mut self, log: &Log, names: &Names) -> Vec<Wait> {
        let waits = blocked(log, names).into_iter().map(|wait| Wait {
            thread: wait.thread.into(),
            kind: wait.kind,
            text: wait.text,
            until: Some(wait.until),
            on: wait.on.into_iter().map(usize::from).collect(),
            source: wait.loc.and_then(|loc| self.source(loc.file(), loc.line())),
        });
        waits.collect()
    }
}

/// The message of a failure, as its recording has it.
pub(crate) fn message(raw: &RawFailure) -> String {
    let mut resolver = Resolver::default();
    let names = Names::of(&raw.log, &mut resolver.sources);
    resolver.failure(raw, &names).message
}

/// `, after worker panicked at src/lib.rs:12: no space`, if a thread did: first of all one of which no other
/// thread has heard.
fn after_a_panic(log: &Log, names: &Names) -> String {
    let panicked = |seen: bool| {
        let threads = log.threads.iter().zip(&names.threads);
        let mut panicked =
            threads.filter_map(|(thread, name)| Some((thread.panicked.as_ref()?, name)));
        panicked.find(|(panicked, _)| panicked.seen == seen)
    };
    match panicked(false).or_else(|| panicked(true)) {
        Some((panicked, name)) => {
            let message = panicked.message.lines().next().unwrap_or_default();
            let (file, line) = (normal(&panicked.file), panicked.line);
            format!(", after {name} panicked at {file}:{line}: {message}")
        }
        None => String::new(),
    }
}
