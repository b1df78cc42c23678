//! Runs a model in every schedule; if one fails, looks for one that fails with fewer preemptions.

use super::pass::Pass;
use super::replay::Replay;
use super::team::Team;
use crate::check::Model;
use crate::findings::Search;
use crate::log::recorder;
use crate::questions;
use crate::rerun::{self, Ran};
use crate::settings::{Points, Settings};
use explorer::{Awaits, Finish, Mode, Samples, Schedule};
use std::cell::RefCell;
use std::mem::take;
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

/// Parts into which a search is divided: so many that they end at about the same time on some cores.
const MOST_PARTS: usize = 64;

/// A search that turned out so often to be divided by the wrong steps is not divided.
const MOST_REFUSED: u32 = 8;

/// Executions that look for fewer preemptions near one that failed.
const NEAR_RUNS: u64 = 8_000;

/// Executions of a pass that shows that fewer preemptions are not enough: a few seconds.
const MOST_FEWER: u64 = 20_000;

/// Executions of the pass that shows a failure in place of one that was found nearby.
const MOST_SAME: u64 = 5_000;

pub(super) struct Searcher {
    pub(super) settings: Settings,
    pub(super) model: Model,
    pub(super) deadline: Instant,
    /// What becomes of loops that only look and yield, in a search of every schedule.
    pub(super) awaits: RefCell<Awaits>,
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
            if let Some(failed) = self.at_random(&mut pass) {
                return self.fewest(failed);
            }
            let loops = take(&mut pass.loops);
            self.awaits.replace(Awaits::At(loops));
            let mut again = self.in_parts(&pass.samples, most_runs);
            if again.left {
                // A loop does more than wait.
                self.awaits.replace(Awaits::Explored);
                again = self.in_parts(&pass.samples, most_runs);
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
            pass = match pass.findings.executions > FIRST_RUNS {
                true => self.in_parts(&self.pass(AT_RANDOM[0].clone()).samples, most_runs),
                false => reduced(most_runs),
            };
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
    /// for every schedule. What they show of loops is added, and how the search can be divided.
    ///
    /// One that is cut for its length shows no more than that its decisions were unfair.
    fn at_random(&self, first: &mut Pass) -> Option<Pass> {
        AT_RANDOM.into_iter().find_map(|mode| {
            let mut pass = self.pass(mode.clone());
            first.loops = take(&mut first.loops).and(take(&mut pass.loops));
            if let Mode::Random { .. } = mode {
                first.samples = take(&mut pass.samples);
            }
            (pass.failed.is_some() && !pass.is_cut()).then_some(pass)
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
        let failed = Ran::failed(failure);
        let differs = rerun::again(|| rerun::differ(&failed, &self.again(&replay.schedule)?));
        Some(rerun::not_searched(differs?))
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

    /// Every schedule, in parts. They and what they find do not depend on how many OS threads search them.
    fn in_parts(&self, samples: &Samples, max_runs: u64) -> Pass {
        self.meeting(|| {
            let mut samples = samples.clone();
            for _ in 0..MOST_REFUSED {
                let parts = samples.parts(MOST_PARTS);
                if parts.len() < 2 {
                    break;
                }
                match Team::new(self, parts, max_runs).search() {
                    Ok(pass) => return pass,
                    Err(pair) => samples.refuse(pair),
                }
            }
            self.run(Mode::Reduced, true, max_runs, &mut |_| ()).0
        })
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
}

/// What passes with fewer preemptions have explored, without a failure.
#[derive(Clone, Copy, Default)]
pub(super) struct Fewer {
    /// Executions of the last of them.
    pub(super) executions: u64,
    /// They were all executions with fewer preemptions than this.
    pub(super) below: u32,
}
