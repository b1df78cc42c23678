//! Runs a model in every schedule; if one fails, looks for one that fails with fewer preemptions.

use super::execution::execute;
use super::replay::Replay;
use crate::check::Model;
use crate::failure::{self, Fault, RawFailure};
use crate::findings::{Effort, Findings, Once, Search};
use crate::log::{recorder, resolve};
use crate::questions;
use crate::rerun::{self, Ran};
use crate::settings::{Points, Settings};
use explorer::{Awaits, Config, End, Finish, Graph, Loops, Mode, Run, Schedule};
use recording::{Estimate, FailureKind};
use std::cell::RefCell;
use std::time::Instant;

/// Which schedules to run, if not all.
#[derive(Clone, Debug)]
pub(super) enum How {
    Replay(Replay),
    Random { seed: u64, runs: u64 },
    Pct { seed: u64, runs: u64, depth: u32 },
}

/// Runs the whole search, on this OS thread.
pub(super) fn search(settings: Settings, how: Option<How>, model: Model) -> Search {
    let searcher = Searcher::new(settings, model);
    let every = how.is_none();
    let mut search = match how {
        Some(how) => searcher.some_schedules(how),
        None => searcher.every_schedule(),
    };
    searcher.tell_well(&mut search, every);
    search
}

/// A model that may be explored up to a bound is explored without one up to so many executions.
const MOST_RUNS: u64 = 16_000;

/// A search that has more executions than this is interrupted to try some at random.
const FIRST_RUNS: u64 = 1_000;

/// The executions at random: most of them with each decision at random, which finds what takes many
/// ordered steps that are all likely, and some with priorities, for what takes a few unlikely ones.
const AT_RANDOM: [Mode; 3] = {
    let (seed, runs) = (1, 100);
    [
        Mode::Random { seed, runs: 400 },
        Mode::Pct {
            seed,
            runs,
            depth: 2,
        },
        Mode::Pct {
            seed,
            runs,
            depth: 3,
        },
    ]
};

/// Executions that look for fewer preemptions near one that failed.
const NEAR_RUNS: u64 = 8_000;

/// Executions of a pass that shows that fewer preemptions are not enough: a few seconds.
const MOST_FEWER: u64 = 20_000;

/// Executions of the pass that shows a failure in place of one that was found nearby.
const MOST_SAME: u64 = 5_000;

pub(super) struct Searcher {
    settings: Settings,
    model: Model,
    deadline: Instant,
    /// What becomes of loops that only look and yield, in a search of every schedule.
    awaits: RefCell<Awaits>,
}

/// What one call of the engine found.
pub(super) struct Pass {
    pub(super) findings: Findings,
    /// Preemptions and schedule of the failure.
    failed: Option<(u32, Replay)>,
    /// The failure as the engine tells it.
    told: Option<explorer::Failure>,
    /// Why what was to be run again is no schedule of the model.
    misfit: Option<String>,
    /// What came of its failure, if that was something else when it ran again.
    differs: Option<Box<Search>>,
    effort: Effort,
    /// What was learned of loops that yield.
    loops: Loops,
    /// One of them was left that was taken to wait.
    left: bool,
    estimate: Option<Estimate>,
    pub(super) finish: Finish,
}

thread_local! {
    /// The failure of the running execution.
    static FAILURE: RefCell<Option<RawFailure>> = const { RefCell::new(None) };
}

impl Searcher {
    /// Begins a search on this OS thread.
    pub(super) fn new(settings: Settings, model: Model) -> Self {
        recorder::activate(explorer::steps);
        questions::begin(&settings);
        Searcher {
            settings,
            model,
            deadline: settings.deadline(),
            awaits: RefCell::new(Awaits::Learn),
        }
    }

    fn every_schedule(&self) -> Search {
        if let Some(search) = self.not_the_same_again() {
            return search;
        }
        let (mut pass, bound, fewer) = self.every_pass();
        if let Some(differs) = pass.differs.take() {
            return *differs;
        }
        if pass.is_not_deterministic() {
            return self.where_it_differs(pass);
        }
        let differs = self.fails_no_more(&pass);
        differs.unwrap_or_else(|| pass.search(bound, fewer))
    }

    /// The pass that decides, with its bound on preemptions.
    fn every_pass(&self) -> (Pass, Option<u32>, Fewer) {
        let most_runs = match self.settings.preemptions {
            Some(_) => MOST_RUNS,
            None => u64::MAX,
        };
        let reduced = |most_runs| self.limited(Mode::Reduced, most_runs);
        let mut pass = reduced(FIRST_RUNS.min(most_runs));
        if pass.finish == Finish::RunLimit {
            if let Some(failed) = self.at_random(&mut pass.loops) {
                return self.fewest(failed);
            }
            let loops = std::mem::take(&mut pass.loops);
            self.awaits.replace(Awaits::At(loops));
            let mut again = reduced(most_runs);
            if again.left {
                // A loop does more than wait.
                self.awaits.replace(Awaits::Explored);
                again = reduced(most_runs);
            }
            // Time may have run out meanwhile.
            if again.finish != Finish::TimeLimit
                || again.findings.executions >= pass.findings.executions
            {
                pass = again;
            }
        }
        while questions::must_begin_again() && pass.finish == Finish::Complete {
            // Somebody can tell one step from two.
            questions::add_points();
            pass = reduced(most_runs);
        }
        let whole = pass.finish == Finish::Complete;
        if let (Some(most), false, None) = (self.settings.preemptions, whole, &pass.failed) {
            pass = self.pass(Mode::Fewest { most });
            if pass.failed.is_none() {
                return (pass, Some(most), Fewer::default());
            }
        }
        match pass.failed {
            Some(_) => self.fewest(pass),
            None => (pass, None, Fewer::default()),
        }
    }

    /// The first failure need not be the simplest: one with the fewest preemptions, or the best that
    /// was found nearby if those with fewer are too many, or take too long.
    fn fewest(&self, mut pass: Pass) -> (Pass, Option<u32>, Fewer) {
        let mut fewer = Fewer::default();
        let first = pass.preemptions();
        if pass.is_not_deterministic() {
            return (pass, first, fewer);
        }
        pass.differs = self.fails_no_more(&pass).map(Box::new);
        if pass.differs.is_some() {
            return (pass, first, fewer);
        }
        let pass = self.nearby(pass);
        let preemptions = pass.preemptions();
        let last = preemptions.filter(|_| preemptions < first);
        for bound in (0..preemptions.unwrap_or(0)).chain(last) {
            let graph = Mode::Graph {
                preemptions: Some(bound),
            };
            let most_runs = if Some(bound) == last {
                MOST_SAME
            } else {
                MOST_FEWER
            };
            let bounded = self.limited(graph, most_runs);
            if let Some(preemptions) = bounded.preemptions() {
                return (bounded, Some(preemptions), fewer);
            }
            if bounded.finish != Finish::Complete {
                break;
            }
            fewer = Fewer {
                executions: bounded.findings.executions,
                below: bound + 1,
            };
        }
        (pass, preemptions, fewer)
    }

    /// Runs some executions at random: a few of them often find a failure in a model that is too large
    /// for every schedule. What they show of loops is added.
    ///
    /// One that is cut for its length shows no more than that its decisions were unfair.
    fn at_random(&self, loops: &mut Loops) -> Option<Pass> {
        let mut passes = AT_RANDOM.into_iter().map(|mode| self.pass(mode));
        passes.find(|pass| {
            *loops = std::mem::take(loops).and(pass.loops.clone());
            pass.failed.is_some() && !pass.is_cut()
        })
    }

    /// A failure with fewer preemptions near this one, or the same.
    fn nearby(&self, pass: Pass) -> Pass {
        let told = pass.told.clone();
        let Some(failure) = told.filter(|told| told.preemptions > 1) else {
            return pass;
        };
        let (failure, runs) = (Box::new(failure), NEAR_RUNS);
        let near = Mode::Near { failure, runs };
        let Some(simpler) = self.run(near, false, u64::MAX, &mut |_| ()).0.told else {
            return pass;
        };
        let mut again = self.pass(Mode::Replay(simpler.schedule));
        if again.findings.failure.is_none() || again.misfit.is_some() {
            return pass;
        }
        again.findings.executions = pass.findings.executions;
        again
    }

    /// Runs the first schedule again, a few times: what came of it, if two runs differ.
    fn not_the_same_again(&self) -> Option<Search> {
        let differs = rerun::compare(|| self.again(&Schedule::default())).err();
        // What was found is found again by the search.
        recorder::watch().forget();
        questions::begin(&self.settings);
        Some(rerun::not_searched(*differs?))
    }

    /// Runs a schedule that failed again: what came of it, if it does something else.
    fn fails_no_more(&self, pass: &Pass) -> Option<Search> {
        let (_, replay) = pass.failed.as_ref()?;
        let failure = pass.findings.failure.as_ref()?;
        let again = self.again(&replay.schedule)?;
        let differs = rerun::differ(&Ran::failed(failure), &again)?;
        Some(rerun::not_searched(differs))
    }

    /// Of a search that could not go on, since the model did something else after the same decisions.
    fn where_it_differs(&self, pass: Pass) -> Search {
        let schedule = pass.failed.as_ref().map(|(_, replay)| &replay.schedule);
        let differs = schedule.and_then(|schedule| rerun::compare(|| self.again(schedule)).err());
        match (differs, pass.findings.failure) {
            (Some(failure), _) => rerun::not_searched(*failure),
            (None, Some(failure)) => rerun::not_searched(failure),
            (None, None) => unreachable!("the search failed"),
        }
    }

    /// One run along a schedule.
    fn again(&self, schedule: &Schedule) -> Option<Ran> {
        let pass = self.pass(Mode::Replay(schedule.clone()));
        match (&pass.findings.failure, pass.findings.kept.first()) {
            (Some(failure), _) => Some(Ran::failed(failure)),
            (None, Some(log)) => Some(Ran::returned(log.clone())),
            (None, None) => None,
        }
    }

    fn some_schedules(&self, how: How) -> Search {
        let mode = match how {
            How::Replay(Replay {
                schedule,
                meets,
                arms,
                drops,
                groups,
            }) => {
                let points = Points {
                    meets,
                    arms,
                    drops,
                    groups,
                    ..self.settings.points
                };
                questions::begin(&Settings {
                    points,
                    ..self.settings
                });
                Mode::Replay(schedule)
            }
            How::Random { seed, runs } => Mode::Random { seed, runs },
            How::Pct { seed, runs, depth } => Mode::Pct { seed, runs, depth },
        };
        let replays = matches!(mode, Mode::Replay(_));
        let mut pass = match replays {
            true => self.run(mode.clone(), true, u64::MAX, &mut |_| ()).0,
            false => self.pass(mode.clone()),
        };
        if !replays && questions::must_begin_again() && pass.failed.is_none() {
            // As in a search of every schedule.
            questions::add_points();
            pass = self.pass(mode);
        }
        pass.misfit = pass.misfit.filter(|_| replays);
        pass.some()
    }

    fn pass(&self, mode: Mode) -> Pass {
        self.limited(mode, u64::MAX)
    }

    fn limited(&self, mode: Mode, max_runs: u64) -> Pass {
        self.meeting(|| self.run(mode.clone(), true, max_runs, &mut |_| ()).0)
    }

    /// Takes a pass, and once more if selects may meet and it had no points for that: what it found
    /// may be wrong.
    fn meeting(&self, pass: impl Fn() -> Pass) -> Pass {
        let found = pass();
        if !questions::lacks_meeting_points() {
            return found;
        }
        questions::add_points();
        pass()
    }

    /// Runs the engine once; `each` is called at the end of every execution.
    pub(super) fn run(
        &self,
        mode: Mode,
        stop_at_failure: bool,
        max_runs: u64,
        each: &mut dyn FnMut(&Run<'_>),
    ) -> (Pass, Graph) {
        let config = Config {
            max_steps: self.settings.max_branches,
            max_time: self.deadline.saturating_duration_since(Instant::now()),
            max_runs,
            stop_at_failure,
            tell_cuts: !stop_at_failure,
            traces: true,
            awaits: match mode {
                Mode::Reduced | Mode::Random { .. } | Mode::Pct { .. } => {
                    self.awaits.borrow().clone()
                }
                _ => Awaits::Explored,
            },
            ..Config::new(mode)
        };
        watch();
        let shown = recorder::watch();
        shown.begin_pass(matches!(
            config.mode,
            Mode::Random { .. } | Mode::Pct { .. }
        ));
        let (mut findings, mut last) = (Findings::default(), None);
        let (model, strict) = (self.model.clone(), self.settings.strict);
        let model = move || {
            let outcome = model();
            // The engine learns from it of loops.
            explorer::outcome(outcome.clone().unwrap_or_default());
            recorder::set_outcome(outcome);
        };
        let report = explorer::explore(&config, one_execution(model, strict), |run| {
            take(run, &mut findings);
            if run.estimate != last {
                last = run.estimate;
                last.map(estimate).inspect(|last| shown.estimate(*last));
            }
            each(run);
        });
        if report.held_back {
            questions::held_back();
        }
        if report.awaits && !report.left {
            questions::awaits();
        }
        let failed = report.failure.as_ref();
        let failed = failed.map(|failure| (failure.preemptions, replay(&failure.schedule)));
        // The last execution may have been cut, and what was unwound then may have panicked.
        findings.failure = FAILURE.take().filter(|_| report.failure.is_some());
        if let (Some(failure), Some((_, replay))) = (&mut findings.failure, &failed) {
            failure.log.schedule = Some(replay.to_string());
        }
        let misfit = report.failure.as_ref().map(|failure| &failure.end);
        let pass = Pass {
            findings,
            failed,
            misfit: misfit.and_then(|end| match end {
                End::NotDeterministic(why) => Some(why.clone()),
                _ => None,
            }),
            differs: None,
            told: report.failure,
            loops: report.loops,
            left: report.left,
            effort: Effort {
                runs: report.runs,
                traces: report.traces.len() as u64,
            },
            estimate: report.estimate.map(estimate),
            finish: report.finish,
        };
        (pass, report.graph)
    }
}

/// Keeps the failures of this OS thread's executions, which end there: what anybody would do after
/// one means nothing.
fn watch() {
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

/// What the execution failed with that is over now.
pub(super) fn failed() -> Option<RawFailure> {
    FAILURE.with(|failure| failure.borrow().clone())
}

/// Runs a model from beginning to end.
fn one_execution(model: impl Fn() + 'static, strict: bool) -> impl Fn() + 'static {
    move || {
        // An execution may have failed and then been cut: that is no failure of this one.
        FAILURE.take();
        execute(&model, strict);
    }
}

/// What may happen besides, or must.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, Default)]
pub struct May {
    pub spurious: bool,
    /// Timers fire in the order of their deadlines.
    pub in_order: bool,
}

/// Runs `model` as `config` says, on this OS thread, and tells of each execution with what it
/// failed, if it did. For tests that compare the modes of the engine.
#[doc(hidden)]
pub fn executions(
    config: &Config,
    may: May,
    model: impl Fn() + 'static,
    mut on_run: impl FnMut(&Run<'_>, Option<(FailureKind, String)>),
) -> explorer::Report {
    recorder::activate(explorer::steps);
    questions::begin(&Settings {
        spurious: may.spurious,
        in_order: may.in_order,
        points: Points {
            unlocks: true,
            meets: true,
            arms: true,
            drops: true,
            groups: false,
        },
        ..Settings::default()
    });
    watch();
    explorer::explore(config, one_execution(model, true), |run| {
        take(run, &mut Findings::default());
        let failure = FAILURE.take();
        on_run(run, failure.map(|failure| (failure.kind, failure.message)));
    })
}

/// What passes with fewer preemptions have explored, without a failure.
#[derive(Clone, Copy, Default)]
struct Fewer {
    /// Executions of the last of them.
    executions: u64,
    /// They were all executions with fewer preemptions than this.
    below: u32,
}

impl Pass {
    fn is_not_deterministic(&self) -> bool {
        self.misfit.is_some()
    }

    pub(super) fn fails(&self) -> bool {
        self.failed.is_some()
    }

    /// Whether it failed by a limit of ours.
    fn is_cut(&self) -> bool {
        let failure = self.findings.failure.as_ref();
        failure.is_some_and(|failure| failure.kind == FailureKind::Limit)
    }

    /// Whether a schedule answers a choice with a number that is none of its answers.
    pub(super) fn has_no_such_answer(&self) -> bool {
        let misfit = self.misfit.as_deref();
        misfit.is_some_and(|misfit| misfit.contains(explorer::NO_SUCH_ANSWER))
    }

    /// Of the failure.
    fn preemptions(&self) -> Option<u32> {
        self.failed.as_ref().map(|(preemptions, _)| *preemptions)
    }

    /// Of a pass that ran some schedules only.
    fn some(mut self) -> Search {
        self.finish = Finish::RunLimit;
        let preemptions = self.preemptions();
        self.search(preemptions, Fewer::default())
    }

    fn search(self, preemptions: Option<u32>, fewer: Fewer) -> Search {
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
fn estimate(of: explorer::Estimate) -> Estimate {
    let explorer::Estimate { low, about, high } = of;
    Estimate { low, about, high }
}

/// What runs a schedule of this search again.
fn replay(schedule: &Schedule) -> Replay {
    Replay {
        schedule: schedule.clone(),
        meets: questions::points().meets,
        arms: questions::points().arms,
        drops: questions::points().drops,
        groups: questions::points().groups,
    }
}

/// Takes what an execution showed.
fn take(run: &Run<'_>, findings: &mut Findings) {
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
        End::LeftRunning(_) => Some((Fault::Other, "main ended before the others did".into())),
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
