//! What the explorer supplies to a check: its search, and schedules that are asked for one by one.

use super::asked::{self, Asked};
use super::graph;
use super::kept;
use super::search::{self, How};
use crate::Report;
use crate::check::{Checker, Found, Model};
use crate::findings::Search;
use crate::package;
use crate::report::{Again, Draw, Side};
use crate::searcher::Searcher;
use crate::settings::Settings;
use std::fmt::Debug;
use std::num::NonZero;
use std::sync::Arc;

/// The checker over the explorer.
#[derive(Clone, Debug, Default)]
pub struct Explorer {
    how: Option<How>,
    /// The variable that asked for that.
    asked: Option<&'static str>,
}

/// How to check a model. [`check`] is enough for most.
///
/// ```
/// use checker::explorer::{Check, sync::{Arc, Mutex, thread}};
///
/// Check::new("bank/two-additions").run(|| {
///     let count = Arc::new(Mutex::new(0));
///     let theirs = count.clone();
///     let adder = thread::spawn(move || *theirs.lock() += 1);
///     *count.lock() += 1;
///     adder.join().unwrap();
///     let sum = *count.lock();
///     assert_eq!(sum, 2);
///     sum
/// })
/// .holds();
/// ```
pub type Check = crate::Check<Explorer>;

/// Checks every execution of `model`, within 60 seconds.
///
/// `model` is called once for each execution. It must do the same thing each time, except for what the checked
/// types decide. What it returns is an outcome, and each distinct one is counted.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::{Arc, Mutex, thread}};
///
/// let report = check("docs/check", || {
///     let log = Arc::new(Mutex::new(vec![]));
///     let theirs = Arc::clone(&log);
///     let other = thread::spawn(move || theirs.lock().push('b'));
///     log.lock().push('a');
///     other.join().unwrap();
///     log.lock().iter().collect::<String>()
/// });
/// report.holds().reaches(["\"ab\"", "\"ba\""]);
/// ```
pub fn check<T: Debug>(id: &str, model: impl Fn() -> T + Send + Sync + 'static) -> Report {
    Check::new(id).run(model)
}

/// Checks `model` as `loom::model` does: it panics, with the counterexample, if one schedule fails.
///
/// The model is named after the package and the file that says so: `bank/transfer`.
///
/// # Panics
/// If the model does not hold.
#[track_caller]
pub fn model<T: Debug>(model: impl Fn() -> T + Send + Sync + 'static) {
    let id = package::id(std::panic::Location::caller().file());
    Check::new(&id).run(model).holds();
}

impl Check {
    /// Runs one schedule only: the one that a counterexample printed, the path of a `.replay` file in which
    /// it stands, or an [`Execution::schedule`](recording::Execution::schedule).
    ///
    /// `WORKBOOK_REPLAY=MODEL:SCHEDULE` in the environment asks for it without a change of code:
    /// then the execution is shown, other models run nothing, and whatever is asserted of the
    /// report is skipped, since a replay is no check. `WORKBOOK_RANDOM=MODEL:SEED:RUNS` and
    /// `WORKBOOK_PCT=MODEL:SEED:RUNS:DEPTH` do so for [`Check::random`] and [`Check::pct`].
    ///
    /// # Panics
    /// If it is no schedule; and [`Check::run`] does if it is none of this model.
    pub fn replay(self, schedule: &str) -> Self {
        let replay = kept::read(schedule).unwrap_or_else(|wrong| panic!("{wrong}"));
        self.only(How::Replay(replay))
    }

    /// Runs `runs` schedules at random. The verdict says that it is not finished.
    pub fn random(self, seed: u64, runs: u64) -> Self {
        self.only(How::Random { seed, runs })
    }

    /// Runs `runs` schedules with random priorities, which change at `depth - 1` random steps
    /// (Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010): in a model that is too large for
    /// every schedule, a bug that takes `depth` ordered steps is found with a known chance.
    pub fn pct(self, seed: u64, runs: u64, depth: u32) -> Self {
        self.only(How::Pct { seed, runs, depth })
    }

    /// Searches on so many OS threads; `WORKBOOK_WORKERS` in the environment says so of all checks. Without
    /// either, a search with many executions gets the help of each core on which no other check of this process
    /// searches.
    ///
    /// What is reported does not depend on it, unless the time limit ends the search. The model is called on several
    /// OS threads at once.
    pub fn workers(mut self, workers: NonZero<usize>) -> Self {
        self.settings.workers = Some(workers);
        self
    }

    fn only(mut self, how: How) -> Self {
        self.checker.how = Some(how);
        self
    }
}

impl Checker for Explorer {
    const SIDE: Side = Side {
        name: "explorer",
        is_reference: false,
    };

    fn begin(&mut self, id: &str) -> Result<(), &'static str> {
        match asked::of(id) {
            Asked::Nothing => {}
            Asked::This(variable, how) => (self.asked, self.how) = (Some(variable), Some(how)),
            Asked::Another(variable) => return Err(variable),
        }
        Ok(())
    }

    fn search(&self, searcher: &Searcher<'_>, settings: Settings, model: &Model) -> Option<Search> {
        let (how, model) = (self.how.clone(), model.clone());
        searcher.run(settings.limit, move |send| {
            let _ = send.send(search::search(settings, how, model));
        })
    }

    fn report(self, id: &str, settings: Settings, model: Model, found: Found) -> Report {
        let Found { search, time } = found;
        let once = search.as_ref().and_then(|search| search.once.as_ref());
        if let Some(misfit) = once.and_then(|once| once.misfit.as_ref()) {
            panic!(
                "{id}: {misfit}; has the model or a checked type changed since the schedule was recorded?"
            );
        }
        if let Some(variable) = self.asked {
            return Report::asked(Self::SIDE, id.into(), search, time, variable, again());
        }
        let name = id.to_string();
        let draw = move || {
            let (id, model) = (name.clone(), model.clone());
            let draw = std::thread::spawn(move || graph::draw(&id, settings, model));
            match draw.join() {
                Ok(graph) => graph,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        };
        let draw = Some(Draw(Arc::new(draw)));
        Report::new(Self::SIDE, id.into(), search, time, Some(again()), draw)
    }
}

/// How to run a schedule of this test's model again.
fn again() -> Again {
    Again {
        test: asked::test(),
        told: kept::told,
        command: asked::command,
    }
}
