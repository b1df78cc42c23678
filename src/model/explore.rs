//! Runs a model in every schedule and under every choice, bound by bound, on an OS thread of its own.

use super::check::Settings;
use super::choices::Script;
use super::engine::{self, Explored};
use super::failure::{self, RawFailure};
use super::recorder::{self, Log, Stop};
use super::trace;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Instant;

/// At most so many different executions are kept for the recording, besides one for each outcome.
const KEPT: usize = 64;
/// A timer that could fire is looked at so often without firing.
const PATIENCE: u32 = 19;
/// Past this many preemptions the fewest are no longer looked for.
const MOST_PREEMPTIONS: u32 = 8;

/// What one pass with one bound found.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) executions: u64,
    /// Executions in which at least one thread had to wait.
    pub(crate) blocked: u64,
    traces: HashSet<u64>,
    pub(crate) kept: Vec<Log>,
    /// Value → how often, and the index of a kept log.
    pub(crate) outcomes: BTreeMap<String, (u64, usize)>,
    pub(crate) failure: Option<RawFailure>,
}

impl Findings {
    pub(crate) fn distinct(&self) -> u64 {
        self.traces.len() as u64
    }

    fn take(&mut self, log: &Log) {
        self.executions += 1;
        self.blocked += u64::from(log.events.iter().any(|event| event.blocks));
        let fresh = self.traces.insert(trace::hash(log));
        let value = log.outcome.as_deref().unwrap_or("()");
        if let Some((count, _)) = self.outcomes.get_mut(value) {
            *count += 1;
            if fresh && self.kept.len() < KEPT {
                self.kept.push(log.clone());
            }
        } else {
            self.outcomes.insert(value.into(), (1, self.kept.len()));
            self.kept.push(log.clone());
        }
    }
}

/// How the search as a whole ended.
#[derive(Debug)]
pub(crate) struct Search {
    /// Of the pass with the largest bound that was finished or failed; of the last one otherwise.
    pub(crate) findings: Findings,
    /// Its bound.
    pub(crate) preemptions: Option<u32>,
    /// Executions of the pass before it.
    pub(crate) before: u64,
    /// The largest bound whose pass was finished, if the search ran out of time.
    pub(crate) cut_short: Option<Option<u32>>,
    /// What was not explored besides, in words.
    pub(crate) limits: Vec<&'static str>,
    /// The points that the model turned out to need.
    pub(crate) points: Points,
}

impl Search {
    /// Whether it failed as the other one did, and with fewer preemptions or steps.
    pub(crate) fn is_better(&self, other: &Search) -> bool {
        let (Some(ours), Some(theirs)) = (&self.findings.failure, &other.findings.failure) else {
            return false;
        };
        let cost = |search: &Search, failure: &RawFailure| {
            let preemptions = search.preemptions.unwrap_or(u32::MAX);
            (preemptions, failure.log.events.len())
        };
        ours.kind == theirs.kind && cost(self, ours) < cost(other, theirs)
    }
}

/// Scheduling points that multiply the executions, and that few models could tell.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Points {
    /// Before a lock is released: only `try_lock` and its kin can tell.
    pub(crate) unlocks: bool,
    /// Between the arms in which a select begins to wait: only somebody who tries one of them can.
    pub(crate) arms: bool,
}

thread_local! {
    static SCRIPT: RefCell<Script> = RefCell::default();
    static SPURIOUS: Cell<bool> = const { Cell::new(false) };
    static IMPATIENT: Cell<bool> = const { Cell::new(false) };
    static EARLY_TICKS: Cell<u32> = const { Cell::new(0) };
    static LIMITS: RefCell<Vec<&'static str>> = const { RefCell::new(vec![]) };
    static POINTS: Cell<Points> = Cell::default();
    static WANTED: Cell<Points> = Cell::default();
}

/// A number below `n`; every one is explored. 0 is what happens without anything special.
pub(crate) fn choose(n: usize) -> usize {
    if n <= 1 || recorder::failed() {
        return 0;
    }
    let key = recorder::next_choice();
    SCRIPT.with(|script| script.borrow_mut().answer(key, n))
}

/// Whether a timer that may fire now does; both are explored.
pub(crate) fn choose_to_fire() -> bool {
    (choose(2) == 1) != (IMPATIENT.get() && !recorder::failed())
}

/// Whether condition variables wake for no reason.
pub(crate) fn spurious_wakeups() -> bool {
    SPURIOUS.get()
}

/// Whether a ticker that fired `early` times before it had to may do so again.
pub(crate) fn may_tick_early(early: u32) -> bool {
    let may = early < EARLY_TICKS.get();
    if !may {
        limited("tickers fire early no more often than that");
    }
    may
}

/// Whether a timer that was looked at `refused` times without firing has to fire now: time does
/// pass, and a loop that looks for ever is not one that waits for ever.
pub(crate) fn must_fire(refused: u32) -> bool {
    let must = refused >= PATIENCE;
    if must {
        limited("a timer fires at its 20th look at the latest");
    }
    must
}

/// Says that something was not explored.
fn limited(how: &'static str) {
    LIMITS.with(|limits| {
        let mut limits = limits.borrow_mut();
        if !limits.contains(&how) {
            limits.push(how);
        }
    });
}

fn limits() -> Vec<&'static str> {
    LIMITS.with(|limits| limits.borrow().clone())
}

/// The points that this search has.
pub(crate) fn points() -> Points {
    POINTS.get()
}

/// Says that somebody looks at a lock without waiting for it: the search begins again.
pub(crate) fn want_unlock_points() {
    WANTED.set(Points {
        unlocks: true,
        ..WANTED.get()
    });
}

/// Says that somebody tries what a select waits for too: the search begins again.
pub(crate) fn want_arm_points() {
    WANTED.set(Points {
        arms: true,
        ..WANTED.get()
    });
}

fn must_begin_again() -> bool {
    let (has, wants) = (POINTS.get(), WANTED.get());
    wants.unlocks > has.unlocks || wants.arms > has.arms
}

/// Runs the whole search and sends its end; sends earlier if an execution fails.
pub(crate) fn search(
    settings: Settings,
    model: Arc<dyn Fn() -> Option<String> + Send + Sync>,
    send: mpsc::Sender<Search>,
) {
    recorder::activate();
    SPURIOUS.set(settings.spurious);
    EARLY_TICKS.set(settings.early_ticks);
    IMPATIENT.set(settings.impatient);
    POINTS.set(settings.points);
    WANTED.set(settings.points);
    let searcher = Searcher {
        settings,
        model,
        deadline: Instant::now() + settings.limit,
    };
    if let Some(search) = searcher.all_bounds(&send) {
        let _ = send.send(search);
    }
}

struct Searcher {
    settings: Settings,
    model: Arc<dyn Fn() -> Option<String> + Send + Sync>,
    deadline: Instant,
}

impl Searcher {
    /// `None`: an execution failed, and the failure is sent.
    fn all_bounds(&self, send: &mpsc::Sender<Search>) -> Option<Search> {
        loop {
            let search = self.each_bound(send)?;
            if !must_begin_again() {
                return Some(search);
            }
            // From no preemptions: with more points a failure may take fewer.
            POINTS.set(WANTED.get());
        }
    }

    /// Bounds 0, 1, 2 and then any number, or up to the bound that was asked for; no further if the
    /// search must begin again.
    fn each_bound(&self, send: &mpsc::Sender<Search>) -> Option<Search> {
        let bounds: Vec<Option<u32>> = match self.settings.preemptions {
            Some(most) => (0..=most).map(Some).collect(),
            None => vec![Some(0), Some(1), Some(2), None],
        };
        let mut last: Option<Search> = None;
        for bound in bounds {
            let before = last.as_ref().map_or(0, |search| search.findings.executions);
            let mut pass = self.every_script(bound, before, send)?;
            if pass.cut_short.is_some() {
                pass.cut_short = Some(last.and_then(|search| search.preemptions));
                return Some(pass);
            }
            last = Some(pass);
            if must_begin_again() {
                break;
            }
        }
        last
    }

    fn every_script(
        &self,
        bound: Option<u32>,
        before: u64,
        send: &mpsc::Sender<Search>,
    ) -> Option<Search> {
        SCRIPT.with(|script| *script.borrow_mut() = Script::default());
        let findings = Arc::new(Mutex::new(Findings::default()));
        let shared = findings.clone();
        let end = move |failure: Option<RawFailure>, cut_short| {
            let mut findings = std::mem::take(&mut *shared.lock().expect("no panic inside"));
            findings.executions += u64::from(failure.is_some());
            findings.failure = failure;
            Search {
                findings,
                preemptions: bound,
                before,
                cut_short,
                limits: limits(),
                points: WANTED.get(),
            }
        };
        let (failed, send) = (end.clone(), send.clone());
        failure::watch(move |failure| {
            let _ = send.send(failed(Some(failure), None));
        });
        loop {
            match self.every_schedule(bound, &findings) {
                Pass::Done => {}
                Pass::Failed => return None,
                Pass::TimeIsUp => return Some(end(None, Some(None))),
                Pass::Restart => return Some(end(None, None)),
            }
            if !SCRIPT.with(|script| script.borrow_mut().next()) {
                return Some(end(None, None));
            }
        }
    }

    /// One run of loom, under one script.
    fn every_schedule(&self, bound: Option<u32>, findings: &Arc<Mutex<Findings>>) -> Pass {
        let (model, shared) = (self.model.clone(), findings.clone());
        let (deadline, strict) = (self.deadline, self.settings.strict);
        let started = Arc::new(Mutex::new(false));
        let first = started.clone();
        // The log of an execution is complete only when the next one begins, or loom is done.
        let finish_last = move || {
            let mut started = first.lock().expect("no panic inside");
            if *started {
                if failure::report_unseen_panic() {
                    return false;
                }
                let mut findings = shared.lock().expect("no panic inside");
                recorder::with_log(|log| findings.take(log));
            }
            *started = true;
            true
        };
        let finish = finish_last.clone();
        let explored = engine::explore(bound, self.settings.max_branches, move || {
            if !finish_last() || must_begin_again() || Instant::now() >= deadline {
                std::panic::panic_any(Stop);
            }
            recorder::begin();
            let outcome = model();
            recorder::set_outcome(outcome);
            recorder::main_returned(strict);
        });
        match explored {
            Explored::All if !recorder::failed() && finish() => Pass::Done,
            _ if recorder::failed() => Pass::Failed,
            Explored::Unwound(payload) if payload.is::<Stop>() => match must_begin_again() {
                true => Pass::Restart,
                false => Pass::TimeIsUp,
            },
            Explored::Unwound(payload) => std::panic::resume_unwind(payload),
            Explored::All => Pass::Failed,
        }
    }
}

enum Pass {
    Done,
    Failed,
    TimeIsUp,
    Restart,
}

/// The search that may find a better counterexample than a search that failed: with fewer
/// preemptions, where any number was allowed or points were wanted too late, and with timers that
/// fire sooner.
pub(crate) fn narrower(settings: Settings, failed: &Search) -> Settings {
    Settings {
        preemptions: failed.preemptions.or(Some(MOST_PREEMPTIONS)),
        impatient: true,
        points: failed.points,
        ..settings
    }
}
