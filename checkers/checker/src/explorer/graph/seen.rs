//! What executions showed while their graph was drawn: each step, and who waits after it.
//!
//! The search runs the same beginning again for each way to go on, and never tells a node's number.
//! So what was seen is kept by beginnings: a tree with a branch for each step.

use crate::log::event::{Event, Op};
use crate::log::fill;
use crate::log::names::Names;
use crate::log::sources::{Sources, normal};
use crate::log::{Loc, Log, ThreadId};
use explorer::Run;
use std::collections::HashMap;

/// A line of source.
pub(super) type Line = (String, u32);

/// How a thread is born: see [`explorer::Graph::threads`].
pub(super) type Path = Vec<u16>;

/// A thread that waits: what it wants, what would end that, and where.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Waits {
    pub(super) wish: String,
    pub(super) until: String,
    pub(super) line: Option<Line>,
}

/// How an execution ended: the kind, and what came out or what went wrong.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Ending {
    pub(super) kind: String,
    pub(super) outcome: String,
}

/// A beginning: the step that it ends with, and what was so after it.
#[derive(Debug, Default)]
pub(super) struct Beginning {
    /// By the thread of the next step and its choices.
    next: HashMap<(Path, Vec<u16>), usize>,
    /// `None`: the label says all.
    pub(super) text: Option<String>,
    pub(super) line: Option<Line>,
    /// What each thread waits for, if it has begun to wait and not gone on since.
    pub(super) waits: Vec<(Path, Waits)>,
    pub(super) ending: Option<Ending>,
}

#[derive(Debug)]
pub(super) struct Seen {
    beginnings: Vec<Beginning>,
    sources: Sources,
    /// By the recorder's path of births.
    names: HashMap<u64, String>,
}

impl Seen {
    pub(super) fn new() -> Self {
        Seen {
            beginnings: vec![Beginning::default()],
            sources: Sources::default(),
            names: HashMap::new(),
        }
    }

    /// The beginning that goes on from another one with a step.
    pub(super) fn after(&self, before: usize, path: &Path, choices: &[u16]) -> Option<usize> {
        let next = &self.beginnings[before].next;
        next.get(&(path.clone(), choices.to_vec())).copied()
    }

    pub(super) fn beginning(&self, index: usize) -> &Beginning {
        &self.beginnings[index]
    }

    pub(super) fn name(&self, path: &[u16]) -> Option<&String> {
        self.names.get(&recorded(path))
    }

    /// Takes what is new in an execution.
    pub(super) fn take(&mut self, run: &Run<'_>, log: &Log, ending: Option<Ending>) {
        let mut names = None;
        let mut at = 0;
        if self.beginnings.len() == 1 {
            let names = names.get_or_insert_with(|| self.names(log));
            self.beginnings[0].waits = self.waits(run, log, names, 0);
        }
        // The first step is main's beginning, which leads to the first node.
        for (number, step) in run.steps.iter().enumerate().skip(1) {
            let key = (run.threads[step.thread].clone(), step.choices.clone());
            at = match self.beginnings[at].next.get(&key) {
                Some(next) => *next,
                None => {
                    let names = names.get_or_insert_with(|| self.names(log));
                    let next = self.beginnings.len();
                    let new = self.see(run, log, names, number);
                    self.beginnings.push(new);
                    self.beginnings[at].next.insert(key, next);
                    next
                }
            };
        }
        if ending.is_some() {
            self.beginnings[at].ending = ending;
        }
    }

    /// Names, threads' being the same in all executions.
    fn names(&mut self, log: &Log) -> Names {
        let mut names = Names::of(log, &mut self.sources);
        for (thread, name) in log.threads.iter().zip(&mut names.threads) {
            let taken = |name: &str| self.names.values().any(|taken| taken == name);
            let mut free = name.clone();
            for number in 2.. {
                if !taken(&free) {
                    break;
                }
                free = format!("{name} {number}");
            }
            *name = self.names.entry(thread.path).or_insert(free).clone();
        }
        names
    }

    fn see(&mut self, run: &Run<'_>, log: &Log, names: &Names, number: usize) -> Beginning {
        let thread = number_of(log, &run.threads[run.steps[number].thread]);
        let done = log
            .events
            .iter()
            .filter(|event| event.step == number && !event.blocks && Some(event.thread) == thread);
        let done: Vec<_> = done.collect();
        let texts: Vec<_> = done
            .iter()
            .map(|event| fill::event(event, log, names))
            .collect();
        Beginning {
            text: (!texts.is_empty()).then(|| texts.join("; ")),
            line: done
                .iter()
                .find_map(|event| line(event.loc, &mut self.sources)),
            waits: self.waits(run, log, names, number),
            ..Beginning::default()
        }
    }

    /// Who has begun to wait by the end of a step, and not gone on since.
    fn waits(
        &mut self,
        run: &Run<'_>,
        log: &Log,
        names: &Names,
        number: usize,
    ) -> Vec<(Path, Waits)> {
        let mut waits = vec![];
        for (thread, path) in run.threads.iter().enumerate() {
            let before = &run.steps[..=number];
            let begun = before.iter().rposition(|step| step.thread == thread);
            let Some(id) = number_of(log, path) else {
                continue;
            };
            let mut events = log.events.iter().filter(|event| {
                let since = begun.is_none_or(|begun| event.step >= begun);
                event.thread == id && event.step <= number && since
            });
            let Some(last) = events.next_back() else {
                continue;
            };
            let wait = match last.blocks {
                true => Some(Waits {
                    wish: fill::wish(last, names),
                    until: fill::until(last.op, names),
                    line: line(last.loc, &mut self.sources),
                }),
                false => silent(last, names, &mut self.sources),
            };
            waits.extend(wait.map(|wait| (path.clone(), wait)));
        }
        waits
    }
}

/// What a thread waits for that is not in the log: it is known by its last event.
fn silent(event: &Event, names: &Names, sources: &mut Sources) -> Option<Waits> {
    matches!(event.op, Op::Yield | Op::MainReturns).then(|| Waits {
        wish: fill::wish(event, names),
        until: fill::until(event.op, names),
        line: line(event.loc, sources),
    })
}

/// `None`: a line of the standard library's, say, which cannot be shown.
fn line(loc: Option<Loc>, sources: &mut Sources) -> Option<Line> {
    let loc = loc?;
    sources.line(loc.file(), loc.line())?;
    Some((normal(loc.file()), loc.line()))
}

/// The recorder's number of the thread that was born so.
fn number_of(log: &Log, path: &[u16]) -> Option<ThreadId> {
    let path = recorded(path);
    let number = log.threads.iter().position(|thread| thread.path == path)?;
    Some(number as ThreadId)
}

/// The recorder's path of births: a byte for each generation, children from 1.
fn recorded(path: &[u16]) -> u64 {
    path.iter()
        .fold(1, |all, child| all << 8 | (u64::from(*child) + 1))
}
