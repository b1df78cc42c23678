//! One pass of a search: a call of the engine, and what it found.

use super::execution::execute;
use super::replay::Replay;
use super::search::{Fewer, Searcher};
use crate::failure::{self, Fault, RawFailure};
use crate::findings::{Effort, Findings, Once, Search};
use crate::log::{recorder, resolve};
use crate::questions;
use crate::settings::Points;
use explorer::{Awaits, Config, End, Finish, Graph, Loops, Mode, Report, Run, Samples, Schedule};
use recording::{Estimate, FailureKind};
use std::cell::RefCell;
use std::time::Instant;

/// What one call of the engine found.
pub(super) struct Pass {
    pub(super) findings: Findings,
    /// Preemptions and schedule of the failure.
    pub(super) failed: Option<(u32, Replay)>,
    /// The failure as the engine tells it.
    pub(super) told: Option<explorer::Failure>,
    /// Why what was to be run again is no schedule of the model.
    pub(super) misfit: Option<String>,
    /// What came of its failure, if that was something else when it ran again.
    pub(super) differs: Option<Box<Search>>,
    pub(super) effort: Effort,
    /// What was learned of loops that yield.
    pub(super) loops: Loops,
    /// By which a search can be divided.
    pub(super) samples: Samples,
    /// One of them was left that was taken to wait.
    pub(super) left: bool,
    pub(super) estimate: Option<Estimate>,
    pub(super) finish: Finish,
}

thread_local! {
    /// The failure of the running execution.
    static FAILURE: RefCell<Option<RawFailure>> = const { RefCell::new(None) };
}

impl Searcher {
    /// Runs the engine once, on this OS thread; `each` is called at the end of every execution.
    pub(super) fn run(
        &self,
        mode: Mode,
        stop_at_failure: bool,
        max_runs: u64,
        each: &mut dyn FnMut(&Run<'_>),
    ) -> (Pass, Graph) {
        let config = Config {
            stop_at_failure,
            tell_cuts: !stop_at_failure,
            max_runs,
            ..self.config(mode)
        };
        watch();
        let shown = recorder::watch();
        shown.begin_pass(matches!(
            config.mode,
            Mode::Random { .. } | Mode::Pct { .. }
        ));
        let (mut findings, mut last) = (Findings::default(), None);
        let report = explorer::explore(&config, self.one_execution(), |run| {
            take(run, &mut findings);
            if run.estimate != last {
                last = run.estimate;
                last.map(estimate).inspect(|last| shown.estimate(*last));
            }
            each(run);
        });
        let graph = report.graph.clone();
        (Pass::of(report, findings, take_failure()), graph)
    }

    pub(super) fn config(&self, mode: Mode) -> Config {
        Config {
            max_steps: self.settings.max_branches,
            max_time: self.deadline.saturating_duration_since(Instant::now()),
            traces: true,
            awaits: match mode {
                Mode::Reduced | Mode::Random { .. } | Mode::Pct { .. } => {
                    self.awaits.borrow().clone()
                }
                _ => Awaits::Explored,
            },
            on_taken_back: Some(recorder::took_back),
            ..Config::new(mode)
        }
    }

    /// Runs the model from beginning to end.
    pub(super) fn one_execution(&self) -> impl Fn() + Send + Sync + Clone + 'static {
        let (model, strict) = (self.model.clone(), self.settings.strict);
        let model = move || {
            let outcome = model();
            // The engine learns from it of loops.
            explorer::outcome(outcome.clone().unwrap_or_default());
            recorder::set_outcome(outcome);
        };
        move || one_execution(&model, strict)
    }
}

/// Keeps the failures of this OS thread's executions, which end there: what anybody would do after
/// one means nothing.
pub(super) fn watch() {
    FAILURE.take();
    failure::watch(
        |_, _| None,
        |failure| {
            // A destructor that runs next may never return: the verdict is out before.
            if explorer::active() {
                let preemptions = resolve::preemptions(&failure.log);
                recorder::watch().found(failure.clone(), preemptions);
            }
            explorer::fail(failure.message.clone());
            FAILURE.with(|slot| *slot.borrow_mut() = Some(failure));
        },
    );
}

/// What the last execution failed with.
pub(super) fn take_failure() -> Option<RawFailure> {
    FAILURE.take()
}

/// What the execution failed with that is over now.
pub(super) fn failed() -> Option<RawFailure> {
    FAILURE.with(|failure| failure.borrow().clone())
}

/// Runs a model from beginning to end.
pub(super) fn one_execution(model: impl Fn(), strict: bool) {
    // An execution may have failed and then been cut: that is no failure of this one.
    FAILURE.take();
    execute(model, strict);
}

impl Pass {
    /// What the engine reports, with the failure of its last execution.
    pub(super) fn of(report: Report, mut findings: Findings, failure: Option<RawFailure>) -> Pass {
        if report.held_back {
            questions::held_back();
        }
        if report.awaits && !report.left {
            questions::awaits();
        }
        let failed = report.failure.as_ref();
        let failed = failed.map(|failure| (failure.preemptions, replay(&failure.schedule)));
        // The last execution may have been cut, and what was unwound then may have panicked.
        findings.failure = failure.filter(|_| report.failure.is_some());
        if let (Some(failure), Some((_, replay))) = (&mut findings.failure, &failed) {
            failure.log.schedule = Some(replay.to_string());
        }
        let misfit = report.failure.as_ref().map(|failure| &failure.end);
        Pass {
            findings,
            failed,
            misfit: misfit.and_then(|end| match end {
                End::NotDeterministic(why) => Some(why.clone()),
                _ => None,
            }),
            differs: None,
            told: report.failure,
            loops: report.loops,
            samples: report.samples,
            left: report.left,
            effort: Effort {
                runs: report.runs,
                traces: report.traces.len() as u64,
            },
            estimate: report.estimate.map(estimate),
            finish: report.finish,
        }
    }

    pub(super) fn is_not_deterministic(&self) -> bool {
        self.misfit.is_some()
    }

    pub(super) fn fails(&self) -> bool {
        self.failed.is_some()
    }

    /// Whether it failed by a limit of ours.
    pub(super) fn is_cut(&self) -> bool {
        let failure = self.findings.failure.as_ref();
        failure.is_some_and(|failure| failure.kind == FailureKind::Limit)
    }

    /// Whether a schedule answers a choice with a number that is none of its answers.
    pub(super) fn has_no_such_answer(&self) -> bool {
        let misfit = self.misfit.as_deref();
        misfit.is_some_and(|misfit| misfit.contains(explorer::NO_SUCH_ANSWER))
    }

    /// Of the failure.
    pub(super) fn preemptions(&self) -> Option<u32> {
        self.failed.as_ref().map(|(preemptions, _)| *preemptions)
    }

    /// Of a pass that ran some schedules only.
    pub(super) fn some(mut self) -> Search {
        self.finish = Finish::RunLimit;
        let preemptions = self.preemptions();
        self.search(preemptions, Fewer::default())
    }

    pub(super) fn search(self, preemptions: Option<u32>, fewer: Fewer) -> Search {
        let unfinished = self.finish != Finish::Complete && self.failed.is_none();
        Search {
            findings: self.findings,
            preemptions,
            before: fewer.executions,
            below: fewer.below,
            unless_stale: false,
            cut_short: unfinished.then_some(None),
            limits: questions::limits(),
            points: Points::default(),
            estimate: self.estimate,
            once: Some(Once {
                replay: self.failed.map(|(_, replay)| replay.to_string()),
                misfit: self.misfit,
                effort: self.effort,
            }),
            again: None,
        }
    }
}

/// As recordings have it.
pub(super) fn estimate(of: explorer::Estimate) -> Estimate {
    let explorer::Estimate { low, about, high } = of;
    Estimate { low, about, high }
}

/// What runs a schedule of this search again.
fn replay(schedule: &Schedule) -> Replay {
    Replay {
        schedule: schedule.clone(),
        points: questions::points(),
        drops: questions::most_drops(),
    }
}

/// Takes what an execution showed.
pub(super) fn take(run: &Run<'_>, findings: &mut Findings) {
    let failed = match run.end {
        End::Done => {
            let schedule = || replay(run.schedule).to_string();
            return recorder::with_log(|log| findings.take_fresh(log, schedule));
        }
        // The panic hook has the failure; a panic that unwound to get out of a failed execution
        // is none of its own.
        End::Panic { .. } => None,
        End::Cut => return,
        End::Deadlock(_) => Some((Fault::Deadlock, String::new())),
        End::NoProgress(_) => Some((Fault::Livelock, String::new())),
        End::StepBound => Some((Fault::TooLong, String::new())),
        End::DataRace { .. } => Some((Fault::DataRace, String::new())),
        End::NotDeterministic(why) => Some((Fault::NotDeterministic, why.clone())),
        End::WrongTwin(message) => Some((Fault::Other, message.clone())),
        End::LeftRunning(_) => Some((
            Fault::Other,
            "main finished before the other threads did".into(),
        )),
    };
    findings.executions += 1;
    if let (Some((fault, message)), false) = (failed, recorder::failed()) {
        failure::found(fault, message);
    }
    if let Some(failure) = self::failed() {
        let watch = recorder::watch();
        watch.found(failure, run.preemptions);
        watch.found_again_by(Once {
            replay: Some(replay(run.schedule).to_string()),
            misfit: None,
            effort: Effort::default(),
        });
    }
}
