//! How a model is checked: settings, time limit, the thread that searches.

use super::asked::{self, Asked};
use super::graph;
use super::search::{self, How};
use crate::Report;
use crate::findings::{Checker, Search};
use crate::log::recorder;
use crate::log::sources;
use crate::questions;
use crate::settings::{ONLY, Settings, is_left_out};
use crate::tell;
use std::fmt::Debug;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

/// How to check a model. [`check`] is enough for most. Its methods are those of
/// [`loom::Check`](crate::loom::Check).
///
/// ```
/// use checker::explorer::{Check, sync::{Arc, Mutex, thread}};
///
/// Check::new("04/two-additions").run(|| {
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
#[derive(Clone, Debug)]
#[must_use = "nothing is checked until `run`"]
pub struct Check {
    model: String,
    settings: Settings,
    how: Option<How>,
    /// The variable that asked for that.
    asked: Option<&'static str>,
}

/// Checks `model` in every schedule, within 60 seconds.
///
/// `model` is called once for each schedule. It must do the same thing every time but for what the
/// twins decide. What it returns is an outcome: every distinct one is counted.
pub fn check<T: Debug>(id: &str, model: impl Fn() -> T + Send + Sync + 'static) -> Report {
    Check::new(id).run(model)
}

/// Checks `model` as `loom::model` does: it panics, with the counterexample, if one schedule fails.
///
/// The model is named after the file that says so.
///
/// # Panics
/// If the model does not hold.
#[track_caller]
pub fn model<T: Debug>(model: impl Fn() -> T + Send + Sync + 'static) {
    let id = sources::id(std::panic::Location::caller().file());
    Check::new(&id).run(model).holds();
}

/// Why what was to be run again is no schedule of the model.
fn misfit(search: Option<&Search>) -> Option<&str> {
    match &search?.checker {
        Checker::Explorer { misfit, .. } => misfit.as_deref(),
        Checker::Loom => None,
    }
}

impl Check {
    /// A check of the model with this id, `NN/name`.
    pub fn new(id: &str) -> Self {
        Check {
            model: id.into(),
            settings: Settings::default(),
            how: None,
            asked: None,
        }
    }

    /// Explores schedules with at most so many preemptions only, if all of them are too many: see
    /// the verdict.
    pub fn preemptions(mut self, most: u32) -> Self {
        self.settings.preemptions = Some(most);
        self
    }

    /// Stops after this time. The verdict then says that it is not finished.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.settings.limit = limit;
        self
    }

    /// Takes an execution of more than `most` steps for a livelock; 5,000 unless told.
    pub fn max_steps(mut self, most: usize) -> Self {
        self.settings.max_branches = most;
        self
    }

    /// Lets condition variables wake for no reason, once for each thread that waits.
    pub fn spurious_wakeups(mut self) -> Self {
        self.settings.spurious = true;
        self
    }

    /// Lets a ticker fire so many times before nothing else can run; 2 unless told.
    pub fn early_ticks(mut self, most: u32) -> Self {
        self.settings.early_ticks = most;
        self
    }

    /// Lets threads be at work when main returns. Without this, that is a failure.
    pub fn threads_may_outlive_main(mut self) -> Self {
        self.settings.strict = false;
        self
    }

    /// Runs one schedule only: the one that a counterexample printed, or an
    /// [`Execution::schedule`](recording::Execution::schedule).
    ///
    /// `WORKBOOK_REPLAY=MODEL:SCHEDULE` in the environment asks for it without a change of code:
    /// then the execution is shown, other models run nothing, and whatever is asserted of the
    /// report is skipped, since a replay is no check. `WORKBOOK_RANDOM=MODEL:SEED:RUNS` and
    /// `WORKBOOK_PCT=MODEL:SEED:RUNS:DEPTH` do so for [`Check::random`] and [`Check::pct`].
    ///
    /// # Panics
    /// If it is no schedule; and [`Check::run`] does if it is none of this model.
    pub fn replay(mut self, schedule: &str) -> Self {
        let replay = schedule.parse().unwrap_or_else(|wrong| panic!("{wrong}"));
        self.how = Some(How::Replay(replay));
        self
    }

    /// Runs `runs` schedules at random. The verdict says that it is not finished.
    pub fn random(mut self, seed: u64, runs: u64) -> Self {
        self.how = Some(How::Random { seed, runs });
        self
    }

    /// Runs `runs` schedules with random priorities, which change at `depth - 1` random steps
    /// (Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010): in a model that is too large for
    /// every schedule, a bug that takes `depth` ordered steps is found with a known chance.
    pub fn pct(mut self, seed: u64, runs: u64, depth: u32) -> Self {
        self.how = Some(How::Pct { seed, runs, depth });
        self
    }

    /// Explores `model` in every schedule. If one fails, looks for one with fewer preemptions.
    ///
    /// # Panics
    /// If a schedule to replay is none of the model's, or a variable that asks for one cannot be
    /// understood.
    pub fn run<T: Debug>(mut self, model: impl Fn() -> T + Send + Sync + 'static) -> Report {
        if is_left_out(&self.model) {
            return Report::not_asked(self.model, ONLY);
        }
        tell::end_with_parent();
        self.settings = self.settings.or_from_environment();
        match asked::of(&self.model) {
            Asked::Nothing => {}
            Asked::This(variable, how) => (self.asked, self.how) = (Some(variable), Some(how)),
            Asked::Another(variable) => return Report::not_asked(self.model, variable),
        }
        let model = Arc::new(move || {
            let value = format!("{:?}", model());
            (value != "()").then_some(value)
        });
        let start = Instant::now();
        let search = self.search(model.clone());
        if let Some(misfit) = misfit(search.as_ref()) {
            panic!(
                "{}: {misfit}; was the model, or a twin, another one?",
                self.model
            );
        }
        let time = start.elapsed();
        if let Some(variable) = self.asked {
            return Report::asked(self.model, search, time, variable, asked::command);
        }
        let report = Report::new(self.model.clone(), search, time).runs_again(asked::command);
        let (id, settings) = (self.model, self.settings);
        report.drawn_by(move || {
            let (id, model) = (id.clone(), model.clone());
            let draw = move || {
                recorder::activate();
                questions::begin(&settings);
                graph::draw(&id, settings, model)
            };
            match std::thread::spawn(draw).join() {
                Ok(graph) => graph,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }

    /// `None`: a single execution did not end within the time.
    fn search(&self, model: Arc<dyn Fn() -> Option<String> + Send + Sync>) -> Option<Search> {
        let (send, receive) = mpsc::channel();
        let (settings, how) = (self.settings, self.how.clone());
        let searcher = std::thread::Builder::new()
            .name(format!("model {}", self.model))
            .spawn(move || {
                let _ = send.send(search::search(settings, how, model));
            })
            .expect("a thread for the checker");
        // It stops by itself after its execution, unless one never ends.
        let patience = settings.limit.saturating_add(Duration::from_secs(2));
        match receive.recv_timeout(patience) {
            Ok(search) => Some(search),
            Err(mpsc::RecvTimeoutError::Timeout) => None,
            Err(mpsc::RecvTimeoutError::Disconnected) => match searcher.join() {
                Err(payload) => std::panic::resume_unwind(payload),
                Ok(()) => None,
            },
        }
    }
}
