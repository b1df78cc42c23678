//! Runs a model in every schedule; if one fails, looks for one that fails with fewer preemptions (`fewest`).

mod again;
mod fewest;

use super::pass::Pass;
use super::replay::Replay;
use super::team::Team;
use crate::check::Model;
use crate::findings::Search;
use crate::log::recorder;
use crate::questions;
use crate::settings::Settings;
use explorer::{Awaits, Finish, Mode, Samples};
use std::cell::RefCell;
use std::mem::take;
use std::time::Instant;

pub(super) use fewest::Fewer;

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
    if let (true, Some(search)) = (every, searcher.with_fewer_drops()) {
        return search;
    }
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

    /// A failure with fewer drops than there may be, if one is found.
    fn with_fewer_drops(&self) -> Option<Search> {
        let found = (0..self.settings.drops).find_map(|drops| {
            let settings = Settings {
                drops,
                ..self.settings
            };
            let fewer = Searcher {
                deadline: self.deadline,
                ..Searcher::new(settings, self.model.clone())
            };
            let mut search = fewer.every_schedule();
            search.findings.failure.is_some().then(|| {
                fewer.tell_well(&mut search, true);
                search
            })
        });
        questions::begin(&self.settings);
        found
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
            // A thread can tell one step from two.
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

    fn some_schedules(&self, how: How) -> Search {
        let mode = match how {
            How::Replay(Replay {
                schedule,
                points,
                drops,
            }) => {
                questions::begin(&Settings {
                    points,
                    drops,
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
