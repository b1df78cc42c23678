//! How a model is checked: settings, time limit, the thread that searches.

use super::explore;
use super::findings::Search;
use super::questions::Points;
use super::report::Report;
use super::{sources, tell};
use crate::recording::SEARCH_TIME;
use std::fmt::Debug;
use std::sync::{Arc, OnceLock, mpsc};
use std::time::{Duration, Instant};

/// How long a check may take, unless told.
const SEARCH: Duration = Duration::from_secs(60);

/// How to check a model. [`check`] is enough for most.
///
/// ```
/// use workbook::model::{Check, sync::{Arc, Mutex, thread}};
///
/// Check::new("04/two-additions").preemptions(2).run(|| {
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
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    pub(crate) preemptions: Option<u32>,
    pub(crate) limit: Duration,
    pub(crate) max_branches: usize,
    pub(crate) spurious: bool,
    pub(crate) early_ticks: u32,
    /// Tries first that timers fire, which makes shorter stories.
    pub(crate) impatient: bool,
    /// Those that the search begins with.
    pub(crate) points: Points,
    pub(crate) strict: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            preemptions: None,
            limit: search_time(),
            max_branches: 5_000,
            spurious: false,
            early_ticks: 2,
            impatient: false,
            points: Points::default(),
            strict: true,
        }
    }
}

/// How long a check may take: 60 seconds, or what is left of the time that whoever started this
/// process gives to all of its checks.
fn search_time() -> Duration {
    static BEGUN: OnceLock<Instant> = OnceLock::new();
    let begun = *BEGUN.get_or_init(Instant::now);
    let given = std::env::var(SEARCH_TIME).ok();
    let given = given.and_then(|millis| millis.parse().ok());
    let left = given.map(|millis| Duration::from_millis(millis).saturating_sub(begun.elapsed()));
    left.map_or(SEARCH, |left| left.min(SEARCH))
}

/// Set to a number of seconds, every model is explored without its bound for so long: what
/// `tests/schedules/checkers` compares the two checkers with.
const SECONDS: &str = "WORKBOOK_UNBOUNDED_SECONDS";

impl Settings {
    /// When a search that begins now has to end; a limit that no point in time can express is as good as
    /// a hundred years.
    pub(crate) fn deadline(&self) -> Instant {
        let century = Duration::from_secs(100 * 365 * 24 * 60 * 60);
        Instant::now() + self.limit.min(century)
    }

    /// As set, or as the environment says.
    ///
    /// # Panics
    /// If that is no number.
    pub(crate) fn or_from_environment(self) -> Self {
        let Ok(seconds) = std::env::var(SECONDS) else {
            return self;
        };
        let seconds = seconds.parse();
        let seconds = seconds.unwrap_or_else(|_| panic!("{SECONDS} is no number of seconds"));
        Settings {
            preemptions: None,
            limit: Duration::from_secs(seconds),
            ..self
        }
    }
}

/// Checks `model` in every execution, within 60 seconds.
///
/// `model` is called once for each execution. It must do the same thing every time but for what the
/// twins decide. What it returns is an outcome: every distinct one is counted.
pub fn check<T: Debug>(id: &str, model: impl Fn() -> T + Send + Sync + 'static) -> Report {
    Check::new(id).run(model)
}

/// Checks `model` as `loom::model` does: it panics, with the counterexample, if one execution fails.
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

impl Check {
    /// A check of the model with this id, `NN/name`.
    pub fn new(id: &str) -> Self {
        Check {
            model: id.into(),
            settings: Settings::default(),
        }
    }

    /// Explores only executions with at most `most` preemptions. The verdict says so.
    pub fn preemptions(mut self, most: u32) -> Self {
        self.settings.preemptions = Some(most);
        self
    }

    /// Stops after this time. The verdict then says that it is not finished.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.settings.limit = limit;
        self
    }

    /// Takes an execution of more than `most` scheduling steps for a livelock; 5,000 unless told.
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

    /// Explores `model`, with 0, 1, 2 … preemptions up to the bound.
    ///
    /// # Panics
    /// If an environment variable of loom's cannot be read by loom.
    pub fn run<T: Debug>(mut self, model: impl Fn() -> T + Send + Sync + 'static) -> Report {
        refuse_broken_environment();
        if is_left_out(&self.model) {
            return Report::not_asked(self.model, ONLY);
        }
        tell::end_with_parent();
        self.settings = self.settings.or_from_environment();
        let model = Arc::new(move || {
            let value = format!("{:?}", model());
            (value != "()").then_some(value)
        });
        let start = Instant::now();
        let mut search = self.search(self.settings, model.clone());
        if let Some(found) = &search
            && found.findings.failure.is_some()
        {
            let limit = self.settings.limit.saturating_sub(start.elapsed());
            let settings = explore::narrower(self.settings, found);
            let other = self.search(Settings { limit, ..settings }, model);
            if other.as_ref().is_some_and(|other| other.is_better(found)) {
                search = other;
            }
        }
        Report::new(self.model, search, start.elapsed())
    }

    /// `None`: a single execution did not end within the time.
    fn search(
        &self,
        settings: Settings,
        model: Arc<dyn Fn() -> Option<String> + Send + Sync>,
    ) -> Option<Search> {
        let (send, receive) = mpsc::channel();
        let searcher = std::thread::Builder::new()
            .name(format!("model {}", self.model))
            .spawn(move || explore::search(settings, model, send))
            .expect("a thread for the checker");
        // It stops by itself at its next execution, unless one never ends.
        let patience = settings.limit.saturating_add(Duration::from_secs(2));
        let search = receive.recv_timeout(patience).ok();
        // After a failure destructors run for a moment; one that waits for ever is left behind.
        let end = Instant::now() + Duration::from_secs(1);
        while search.is_some() && !searcher.is_finished() && Instant::now() < end {
            std::thread::yield_now();
        }
        if searcher.is_finished()
            && let (Err(payload), true) = (searcher.join(), search.is_none())
        {
            std::panic::resume_unwind(payload);
        }
        search
    }
}

/// The variable of the environment that names the one model to check.
pub(crate) const ONLY: &str = "WORKBOOK_MODEL";

/// Whether the environment asks for another model.
pub(crate) fn is_left_out(model: &str) -> bool {
    std::env::var(ONLY).is_ok_and(|only| only != model)
}

/// Loom reads its variables even where each setting is given, and panics at one it cannot read.
fn refuse_broken_environment() {
    for name in [
        "LOOM_CHECKPOINT_INTERVAL",
        "LOOM_MAX_BRANCHES",
        "LOOM_MAX_DURATION",
        "LOOM_MAX_PERMUTATIONS",
        "LOOM_MAX_PREEMPTIONS",
    ] {
        if let Ok(value) = std::env::var(name)
            && value.parse::<u64>().is_err()
        {
            panic!("{name}={value} is no number; unset it: this checker sets its own bounds");
        }
    }
}
