//! How a model is checked: settings, time limit, the thread that searches.

use crate::findings::Search;
use crate::log::sources;
use crate::loom::exploration;
use crate::report::Report;
use crate::settings::{ONLY, Settings, is_left_out};
use crate::tell;
use std::fmt::Debug;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

/// How to check a model. [`check`] is enough for most.
///
/// ```
/// use checker::loom::{Check, sync::{Arc, Mutex, thread}};
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
            let settings = exploration::narrower(self.settings, found);
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
            .spawn(move || exploration::search(settings, model, send))
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
