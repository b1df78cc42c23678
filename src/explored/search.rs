//! Runs a model in every schedule; if one fails, looks for one that fails with fewer preemptions.

use super::run;
use crate::model::check::Settings;
use crate::model::engine::EnginePanic;
use crate::model::failure::{self, RawFailure};
use crate::model::findings::{Checker, Findings, Search};
use crate::model::questions::{self, Points};
use crate::model::recorder::{self, Stop};
use crate::recording::FailureKind;
use explorer::{Config, End, Finish, Mode, Run};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

type Model = Arc<dyn Fn() -> Option<String> + Send + Sync>;

/// Which schedules to run, if not all.
#[derive(Clone, Debug)]
pub(super) enum How {
    Replay(String),
    Random { seed: u64, runs: u64 },
}

/// Runs the whole search, on this OS thread.
pub(super) fn search(settings: Settings, how: Option<How>, model: Model) -> Search {
    recorder::activate();
    questions::begin(&settings);
    let searcher = Searcher {
        settings,
        model,
        deadline: Instant::now() + settings.limit,
    };
    match how {
        Some(How::Replay(schedule)) => {
            let schedule = schedule.parse().unwrap_or_else(|error| panic!("{error}"));
            searcher.pass(Mode::Replay(schedule)).some()
        }
        Some(How::Random { seed, runs }) => searcher.pass(Mode::Random { seed, runs }).some(),
        None => searcher.every_schedule(),
    }
}

/// A model that may be explored up to a bound is explored without one up to so many executions.
const MOST_RUNS: u64 = 4_000;

struct Searcher {
    settings: Settings,
    model: Model,
    deadline: Instant,
}

/// What one call of the engine found.
struct Pass {
    findings: Findings,
    /// Preemptions and schedule of the failure.
    failed: Option<(u32, String)>,
    finished: bool,
}

thread_local! {
    /// The failure of the running execution.
    static FAILURE: RefCell<Option<RawFailure>> = const { RefCell::new(None) };
}

impl Searcher {
    fn every_schedule(&self) -> Search {
        let mut pass = self.pass(Mode::Reduced);
        while questions::must_begin_again() && pass.finished {
            // Somebody can tell one step from two.
            questions::add_points();
            pass = self.pass(Mode::Reduced);
        }
        if let (Some(most), false, None) = (self.settings.preemptions, pass.finished, &pass.failed)
        {
            pass = self.pass(Mode::Fewest { most });
            if pass.failed.is_none() {
                return pass.search(Some(most), 0);
            }
        }
        let Some((preemptions, _)) = pass.failed else {
            return pass.search(None, 0);
        };
        // The first failure need not be the simplest.
        let mut before = 0;
        for bound in 0..preemptions {
            let bounded = self.pass(Mode::Graph {
                preemptions: Some(bound),
            });
            if let Some((preemptions, _)) = bounded.failed {
                return bounded.search(Some(preemptions), before);
            }
            if !bounded.finished {
                break;
            }
            before = bounded.findings.executions;
        }
        pass.search(Some(preemptions), before)
    }

    fn pass(&self, mode: Mode) -> Pass {
        let config = Config {
            max_steps: self.settings.max_branches,
            max_time: self.deadline.saturating_duration_since(Instant::now()),
            max_runs: match (&mode, self.settings.preemptions) {
                (Mode::Reduced, Some(_)) => MOST_RUNS,
                _ => u64::MAX,
            },
            stop_at_failure: true,
            ..Config::new(mode)
        };
        FAILURE.take();
        failure::watch(|failure| FAILURE.with(|slot| *slot.borrow_mut() = Some(failure)));
        let findings = Rc::new(RefCell::new(Findings::default()));
        let (taking, model, strict) = (findings.clone(), self.model.clone(), self.settings.strict);
        let model = move || recorder::set_outcome(model());
        let report = explorer::explore(&config, one_execution(model, strict), move |run| {
            take(run, &mut taking.borrow_mut())
        });
        let mut findings = findings.take();
        findings.failure = FAILURE.take();
        Pass {
            findings,
            failed: report
                .failure
                .map(|failure| (failure.preemptions, failure.schedule.to_string())),
            finished: report.finish == Finish::Complete,
        }
    }
}

/// Runs a model from beginning to end.
fn one_execution(model: impl Fn() + 'static, strict: bool) -> impl Fn() + 'static {
    move || {
        // An execution may have failed and then been cut: that is no failure of this one.
        FAILURE.take();
        run::begin();
        model();
        run::main_returns(strict);
        if failure::report_unseen_panic() || failure::report_leak() {
            std::panic::resume_unwind(Box::new(Stop));
        }
    }
}

/// Runs `model` as `config` says, on this OS thread, and tells of each execution with what it
/// failed, if it did. For tests that compare the modes of the engine.
#[doc(hidden)]
pub fn executions(
    config: &Config,
    spurious: bool,
    model: impl Fn() + 'static,
    mut on_run: impl FnMut(&Run<'_>, Option<(FailureKind, String)>),
) -> explorer::Report {
    recorder::activate();
    questions::begin(&Settings {
        spurious,
        points: Points {
            unlocks: true,
            arms: true,
        },
        ..Settings::default()
    });
    FAILURE.take();
    failure::watch(|failure| {
        // What other threads do from here on means nothing: it commutes with nothing before.
        explorer::wild();
        FAILURE.with(|slot| *slot.borrow_mut() = Some(failure));
    });
    explorer::explore(config, one_execution(model, true), |run| {
        take(run, &mut Findings::default());
        let failure = FAILURE.take();
        on_run(run, failure.map(|failure| (failure.kind, failure.message)));
    })
}

impl Pass {
    /// Of a pass that ran some schedules only.
    fn some(mut self) -> Search {
        let failed = self.failed.as_ref().map(|(preemptions, _)| *preemptions);
        self.finished = false;
        self.search(failed, 0)
    }

    fn search(self, preemptions: Option<u32>, before: u64) -> Search {
        let unfinished = !self.finished && self.failed.is_none();
        Search {
            findings: self.findings,
            preemptions,
            before,
            cut_short: unfinished.then_some(None),
            limits: questions::limits(),
            points: Points::default(),
            checker: Checker::Explorer {
                replay: self.failed.map(|(_, schedule)| schedule),
            },
        }
    }
}

/// Takes what an execution showed.
fn take(run: &Run<'_>, findings: &mut Findings) {
    let failed = match run.end {
        End::Done => return recorder::with_log(|log| findings.take_fresh(log)),
        // The panic hook has the failure; a panic that unwound to get out of a failed execution
        // is none of its own.
        End::Panic { .. } => None,
        End::Deadlock(_) => Some((EnginePanic::Deadlock, String::new())),
        End::NoProgress(_) | End::StepBound => Some((EnginePanic::Livelock, String::new())),
        End::DataRace { .. } => Some((EnginePanic::DataRace, String::new())),
        End::NotDeterministic(_) => Some((EnginePanic::NotDeterministic, String::new())),
        End::WrongTwin(message) => Some((EnginePanic::Other, message.clone())),
        End::LeftRunning(_) => Some((
            EnginePanic::Other,
            "main ended before the others did".into(),
        )),
    };
    findings.executions += 1;
    if let (Some((panic, message)), false) = (failed, recorder::failed()) {
        failure::found(panic, message);
    }
}
