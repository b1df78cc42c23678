//! Runs a model in every schedule and under every choice, bound by bound, on an OS thread of its own.

use crate::check::Model;
use crate::failure::{self, RawFailure};
use crate::findings::{Again, Findings, Search};
use crate::log::Log;
use crate::log::put_off::put_off;
use crate::log::recorder::{self, Stop};
use crate::log::resolve;
use crate::loom::choices;
use crate::loom::director;
use crate::loom::engine::{self, Explored};
use crate::loom::repeat::first_schedule;
use crate::loom::story::Path;
use crate::loom::sync::local::{OfExecution, OfThread};
use crate::questions;
use crate::rerun;
use crate::settings::Settings;
use std::sync::{Arc, Mutex, mpsc};
use std::time::{Duration, Instant};

/// Past this many preemptions the fewest are no longer looked for.
const MOST_PREEMPTIONS: u32 = 8;

/// So many searches for fewer stale reads, and how long each may take.
const MOST_ORDINARY: usize = 2;
const ORDINARY: Duration = Duration::from_secs(10);

/// Runs the whole search and sends its end; sends earlier if an execution fails.
pub(crate) fn search(settings: Settings, model: Model, send: mpsc::Sender<Search>) {
    recorder::activate(director::step);
    questions::begin(&settings);
    if let Err(differs) = rerun::compare(first_schedule(settings, model.clone())) {
        let _ = send.send(rerun::not_searched(*differs));
        return;
    }
    recorder::watch().forget();
    if let Some(search) = Searcher::new(settings, model).all_bounds(&send) {
        let _ = send.send(search);
    }
}

/// One execution, to the return of main.
pub(super) fn execute(model: &Model, strict: bool) {
    recorder::begin();
    questions::begin_execution();
    director::begin();
    let shared = OfExecution;
    let own = OfThread(0);
    let outcome = model();
    drop(own);
    recorder::set_outcome(outcome);
    drop(shared);
    recorder::main_returned(strict);
}

pub(super) struct Searcher {
    settings: Settings,
    model: Model,
    deadline: Instant,
    /// The pass ends after so many executions.
    most: u64,
}

impl Searcher {
    pub(super) fn new(settings: Settings, model: Model) -> Self {
        Searcher {
            settings,
            model,
            deadline: settings.deadline(),
            most: u64::MAX,
        }
    }

    /// Runs one pass up to the execution in which it failed; `None`: it failed, and that is sent.
    pub(super) fn again(mut self, again: &Again, send: &mpsc::Sender<Search>) -> Option<Search> {
        if again.yields {
            questions::yields();
        }
        self.most = again.executions;
        self.every_script(again.preemptions, Fewer::than(None), send)
    }

    /// `None`: an execution failed, and the failure is sent.
    fn all_bounds(&self, send: &mpsc::Sender<Search>) -> Option<Search> {
        loop {
            let search = self.each_bound(send)?;
            if !questions::must_begin_again() {
                return Some(search);
            }
            // From no preemptions: with more points a failure may take fewer.
            questions::add_points();
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
            let fewer = Fewer::than(last.as_ref());
            let mut pass = self.every_script(bound, fewer, send)?;
            if pass.cut_short.is_some() {
                pass.cut_short = Some(last.and_then(|search| search.preemptions));
                return Some(pass);
            }
            last = Some(pass);
            if questions::must_begin_again() {
                break;
            }
        }
        last
    }

    fn every_script(
        &self,
        bound: Option<u32>,
        fewer: Fewer,
        send: &mpsc::Sender<Search>,
    ) -> Option<Search> {
        let findings = Arc::new(Mutex::new(Findings::default()));
        let shared = findings.clone();
        let again = Again {
            preemptions: bound,
            settings: Settings {
                points: questions::points(),
                ..self.settings
            },
            yields: questions::has_yields(),
            executions: 0,
            path: None,
        };
        let end = move |mut failure: Option<RawFailure>, cut_short| {
            let mut findings = std::mem::take(&mut *shared.lock().expect("no panic inside"));
            findings.executions += u64::from(failure.is_some());
            let executions = findings.executions;
            // A switch away from a thread that may as well be waiting still is none.
            let preemptions = match &mut failure {
                Some(failure) => {
                    put_off(&mut failure.log);
                    Some(resolve::preemptions(&failure.log))
                }
                None => bound,
            };
            let path = failure.is_some().then(|| Path {
                turns: director::taken(),
                answers: choices::answers(),
                hurry: questions::in_a_hurry(),
            });
            findings.failure = failure;
            Search {
                findings,
                preemptions,
                // Of a bound that was not used up the passes before it say nothing.
                before: if preemptions == bound {
                    fewer.executions
                } else {
                    0
                },
                below: fewer.below,
                unless_stale: false,
                cut_short,
                limits: questions::limits(),
                points: questions::wanted(),
                // What loom has still to explore only loom knows.
                estimate: None,
                once: None,
                again: Some(Again {
                    executions,
                    path,
                    ..again.clone()
                }),
            }
        };
        let (failed, send) = (end.clone(), send.clone());
        failure::watch(engine::classify, move |failure| {
            let _ = send.send(failed(Some(failure), None));
        });
        // A thread that yields lets others go first; then again, and it continues. With any number of
        // preemptions that is all.
        let polite = bound.is_some() || !questions::has_yields();
        for hurry in [false, true] {
            if (!hurry && !polite) || (hurry && !questions::has_yields()) {
                continue;
            }
            questions::hurry(hurry);
            choices::begin_scripts();
            loop {
                match self.every_schedule(bound, &findings) {
                    Pass::Done => {}
                    Pass::Failed => return None,
                    Pass::TimeIsUp => return Some(end(None, Some(None))),
                    Pass::Restart => return Some(end(None, None)),
                }
                if !choices::next_script() {
                    break;
                }
            }
        }
        Some(end(None, None))
    }

    /// One run of loom, under one script.
    fn every_schedule(&self, bound: Option<u32>, findings: &Arc<Mutex<Findings>>) -> Pass {
        let (model, shared) = (self.model.clone(), findings.clone());
        let (deadline, strict, most) = (self.deadline, self.settings.strict, self.most);
        let started = Arc::new(Mutex::new(false));
        let first = started.clone();
        // The log of an execution is complete only when the next one begins, or loom is done.
        let finish_last = move || {
            let mut started = first.lock().expect("no panic inside");
            if *started {
                if failure::report_intruder() || failure::report_unseen_panic() {
                    return false;
                }
                let mut findings = shared.lock().expect("no panic inside");
                recorder::with_log(|log| findings.take(log));
                if findings.executions == most {
                    findings.last = Some(recorder::with_log(Log::clone));
                }
            }
            *started = true;
            true
        };
        let finish = finish_last.clone();
        let shared = findings.clone();
        let is_over = move || {
            let findings = shared.lock().expect("no panic inside");
            findings.executions >= most || Instant::now() >= deadline
        };
        let explored = engine::explore(bound, self.settings.max_branches, move || {
            if !finish_last() || questions::must_begin_again() || is_over() {
                std::panic::panic_any(Stop);
            }
            execute(&model, strict);
        });
        match explored {
            Explored::All if !recorder::failed() && finish() => Pass::Done,
            _ if recorder::failed() => Pass::Failed,
            Explored::Unwound(payload) if payload.is::<Stop>() => {
                match questions::must_begin_again() {
                    true => Pass::Restart,
                    false => Pass::TimeIsUp,
                }
            }
            Explored::Unwound(payload) => std::panic::resume_unwind(payload),
            Explored::All => Pass::Failed,
        }
    }
}

/// What passes with smaller bounds have explored.
#[derive(Clone, Copy)]
struct Fewer {
    /// Executions of the last of them.
    executions: u64,
    /// All executions with fewer preemptions than this were among them: once an execution has had as many
    /// as the bound allows, loom tries no other thread, even where the running one has to wait.
    below: u32,
}

impl Fewer {
    fn than(last: Option<&Search>) -> Self {
        Fewer {
            executions: last.map_or(0, |search| search.findings.executions),
            below: last.and_then(|search| search.preemptions).unwrap_or(0),
        }
    }
}

enum Pass {
    Done,
    Failed,
    TimeIsUp,
    Restart,
}

/// A search that failed after more executions than this in its last pass is not run again.
const MOST_AGAIN: u64 = 2_000;

/// The last pass of a search that failed, to be run again: `None` if that takes too long.
pub(crate) fn again(failed: &Search) -> Option<Again> {
    failed
        .again
        .clone()
        .filter(|again| again.executions <= MOST_AGAIN)
}

/// The searches for a failure with fewer stale reads than this one has, best first. Each costs as much as a
/// preemption, so there may be one more of these for each that is saved.
pub(crate) fn ordinary(settings: Settings, failed: &Search) -> Vec<Settings> {
    let (stale, preemptions) = (failed.stale_reads(), failed.preemptions);
    let bound = settings.preemptions.unwrap_or(MOST_PREEMPTIONS);
    let fewer = (0..stale).take(MOST_ORDINARY).filter_map(|most| {
        let allowed = preemptions? + stale - most;
        Some(Settings {
            preemptions: Some(allowed.min(bound)),
            stale_reads: Some(most),
            points: failed.points,
            limit: ORDINARY,
            ..settings
        })
    });
    fewer.collect()
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
