//! From a configuration to a report: executions one after the other.

use crate::config::{Awaits, Config, Mode};
use crate::context::Context;
use crate::end::End;
use crate::estimate::Estimator;
use crate::execution::{Execution, Learner};
use crate::near::Near;
use crate::replay::Replay;
use crate::report::{Failure, Finish, Report, Run};
use crate::runner::{Driver, Rules, Runner, Stop};
use crate::sample::Sample;
use crate::search::{Kind, Optimal, Tree};
use crate::split::Before;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::atomic::Ordering;
use std::time::Instant;

/// Runs `model` once for each execution that the mode asks for.
///
/// Calls `on_run` at the end of every execution that finished or failed, before it is torn down and before the
/// next one starts. The model must do the same thing each time, except for what is decided here. Everything runs on
/// the calling OS thread.
///
/// Panics in the model are caught, after the panic hook has run as usual: see [`quiet_panics`].
///
/// # Examples
/// ```
/// use explorer::{Config, choose, explore, outcome};
///
/// let report = explore(&Config::default(), || outcome(choose(3).to_string()), |_| ());
/// assert!(report.is_complete());
/// assert!(report.outcomes.keys().eq(["0", "1", "2"]));
/// ```
///
/// # Panics
/// If called inside a model, if there is no memory for a stack, or if `on_run` panics.
pub fn explore(
    config: &Config,
    model: impl Fn() + 'static,
    mut on_run: impl FnMut(&Run<'_>),
) -> Report {
    let inside = Context::with(|_| ()).is_some();
    assert!(!inside, "a model cannot explore another model");
    let mut exploration = Exploration {
        config,
        model: Rc::new(model),
        on_run: &mut on_run,
        execution: Execution::default(),
        report: Report::new(),
        overlap: None,
        start: Instant::now(),
    };
    exploration.explore();
    let mut report = exploration.report;
    report.time = exploration.start.elapsed();
    report
}

/// Keeps this process from printing panics in models from now on, because many executions panic where a panic is the
/// failure that is searched for. Panics elsewhere go to the previous hook.
///
/// # Examples
/// ```
/// use explorer::{Config, End, explore, quiet_panics};
///
/// quiet_panics();
/// let report = explore(&Config::default(), || panic!("always"), |_| ());
/// assert!(matches!(report.failure.unwrap().end, End::Panic { .. }));
/// ```
pub fn quiet_panics() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !Context::is_here() {
                before(info);
            }
        }));
    });
}

struct Exploration<'a> {
    config: &'a Config,
    model: Rc<dyn Fn()>,
    on_run: &'a mut dyn FnMut(&Run<'_>),
    execution: Execution,
    report: Report,
    overlap: Option<Before>,
    start: Instant,
}

impl Exploration<'_> {
    fn explore(&mut self) {
        match &self.config.awaits {
            Awaits::Explored => {}
            Awaits::Learn => self.execution.learner = Some(Learner::default()),
            Awaits::At(loops) => self.execution.loops = loops.clone(),
        }
        self.execution.part.clone_from(&self.config.part.0);
        match self.config.mode.clone() {
            Mode::Reduced => self.each(&mut Optimal::new()),
            Mode::SleepSets => self.tree(Kind::SleepSets),
            Mode::Unreduced => self.tree(Kind::Unreduced),
            Mode::Graph { preemptions } => self.tree(Kind::Merged(preemptions)),
            Mode::Fewest { most } => self.fewest(most),
            Mode::Random { seed, runs } => self.sample(runs, Sample::new(seed, runs, None)),
            Mode::Pct { seed, runs, depth } => {
                self.sample(runs, Sample::new(seed, runs, Some(depth)));
            }
            Mode::Near { failure, runs } => self.near(runs, Near::new(*failure, runs)),
            Mode::Replay(schedule) => self.each(&mut Replay::new(schedule)),
        }
        if let Some(learner) = self.execution.learner.take() {
            self.report.loops = learner.loops;
        }
    }

    fn tree(&mut self, kind: Kind) {
        let mut tree = Tree::new(kind);
        self.each(&mut tree);
        let (graph, bounded) = tree.finish();
        self.report.graph = graph;
        self.report.bound = match kind {
            Kind::Merged(bound) if bounded => bound,
            _ => None,
        };
    }

    fn fewest(&mut self, most: u32) {
        for bound in 0..=most {
            self.tree(Kind::Merged(Some(bound)));
            // It would be one of this bound only.
            self.report.estimate = None;
            let found = self.report.failure.is_some();
            if found || !self.report.is_complete() || self.report.bound.is_none() {
                return;
            }
        }
    }

    fn sample(&mut self, runs: u64, mut sample: Sample) {
        if runs > 0 {
            self.each(&mut sample);
        }
    }

    fn near(&mut self, runs: u64, mut near: Near) {
        if runs > 0 && near.is_open() {
            self.each(&mut near);
        }
        if self.report.finish != Finish::Failure {
            self.report.failure = Some(near.best());
        }
    }

    fn each(&mut self, driver: &mut dyn Driver) {
        let mut estimator = Estimator::new(self.report.runs);
        self.report.estimate = None;
        self.report.finish = loop {
            let stop = self.limit();
            if let Some(share) = driver.share()
                && (stop.is_some() || estimator.is_due(self.report.runs))
            {
                self.report.estimate = estimator.estimate(self.report.runs, &share);
            }
            if let Some(stop) = stop {
                return self.report.finish = stop;
            }
            if self.one(driver) {
                break Finish::Failure;
            }
            if let Some(overlap) = self.overlap.take() {
                break Finish::Overlap(overlap);
            }
            if !driver.advance() {
                break Finish::Complete;
            }
        };
        self.report.estimate = None;
    }

    /// Which limit was reached, if one was.
    fn limit(&self) -> Option<Finish> {
        let stop = self.config.stop.as_ref();
        if stop.is_some_and(|stop| stop.load(Ordering::Relaxed)) {
            return Some(Finish::Stopped);
        }
        if self.report.runs >= self.config.max_runs {
            return Some(Finish::RunLimit);
        }
        (self.start.elapsed() > self.config.max_time).then_some(Finish::TimeLimit)
    }

    /// One execution; true if the search ends with it.
    fn one(&mut self, driver: &mut dyn Driver) -> bool {
        let Exploration {
            config,
            model,
            on_run,
            execution,
            report,
            overlap,
            ..
        } = self;
        let rules = Rules {
            max_steps: config.max_steps,
            may_outlive_main: config.may_outlive_main,
            on_taken_back: config.on_taken_back,
        };
        driver.begin(report.runs);
        let mut runner = Runner::new(execution, driver, rules);
        let stop = runner.run(model.clone());
        report.runs += 1;
        report.steps += runner.execution.steps.len() as u64;
        report.held_back |= runner.execution.held_back;
        report.awaits |= runner.execution.in_vain;
        report.left |= runner.execution.left;
        let end = match stop {
            Stop::Asleep | Stop::Held => {
                report.asleep += 1;
                End::Cut
            }
            Stop::Merged => {
                report.merged += 1;
                End::Cut
            }
            Stop::Ended(end) => {
                report.in_vain += u64::from(end == End::Cut);
                end
            }
        };
        if matches!(config.mode, Mode::Random { .. }) {
            report.samples.take(runner.execution);
        }
        *overlap = match end {
            End::Cut => runner.execution.overlap,
            _ => runner.execution.overlap(),
        };
        if end == End::Cut && !config.tell_cuts {
            return false;
        }
        // A thread cannot be torn down while a panic unwinds past it.
        let told = catch_unwind(AssertUnwindSafe(|| {
            tell(config, report, runner.execution, &end, on_run);
        }));
        drop(runner);
        if let Err(panic) = told {
            resume_unwind(panic);
        }
        end.is_fatal() || (config.stop_at_failure && end.is_failure())
    }
}

fn tell(
    config: &Config,
    report: &mut Report,
    execution: &mut Execution,
    end: &End,
    on_run: &mut dyn FnMut(&Run<'_>),
) {
    let outcome = Context::with(|context| {
        // From here on twins do nothing.
        context.torn_down = true;
        context.outcome.take()
    })
    .flatten();
    if let (Some(outcome), End::Done) = (&outcome, end) {
        execution.learn_outcome(outcome);
    }
    let threads: Vec<_> = execution
        .threads
        .iter()
        .map(|thread| thread.path.clone())
        .collect();
    let run = Run {
        number: report.runs - 1,
        end,
        schedule: &execution.schedule,
        preemptions: execution.preemptions,
        steps: &execution.steps,
        threads: &threads,
        trace: execution.trace(),
        outcome: outcome.as_deref(),
        estimate: report.estimate,
    };
    if *end == End::Cut {
        return on_run(&run);
    }
    report.complete += 1;
    report.failures += u64::from(run.failed());
    if config.traces {
        report.traces.insert(run.trace);
    }
    // After one that ends the search nothing else counts.
    if run.failed() && (report.failure.is_none() || end.is_fatal()) {
        report.failure = Some(Failure {
            end: end.clone(),
            schedule: run.schedule.clone(),
            preemptions: run.preemptions,
            steps: run.steps.to_vec(),
            run: run.number,
        });
    }
    on_run(&run);
    if let (Some(outcome), End::Done) = (outcome, end) {
        *report.outcomes.entry(outcome).or_default() += 1;
    }
}
