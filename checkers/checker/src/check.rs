//! How a model is checked: settings, and what is done with them. Each checker supplies its search.

use crate::findings::Search;
use crate::report::{Report, Side};
use crate::searcher::Searcher;
use crate::settings::{Settings, is_left_out};
use crate::tell;
use crate::turn::turn;
use recording::protocol::MODEL;
use std::fmt::Debug;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A model as a search runs it: what it returned, as `{:?}` prints it, unless that is `()`.
pub(crate) type Model = Arc<dyn Fn() -> Option<String> + Send + Sync>;

/// What a checker supplies.
pub trait Checker: Debug + Default {
    /// How reports call it.
    const SIDE: Side;

    /// Reads what the environment asks of this checker.
    ///
    /// # Errors
    /// The variable that asks for another model.
    fn begin(&mut self, id: &str) -> Result<(), &'static str>;

    /// Searches, each time on a thread of its own; `None`: a single execution did not end within the
    /// time.
    fn search(&self, searcher: &Searcher<'_>, settings: Settings, model: &Model) -> Option<Search>;

    /// Says what was found.
    fn report(self, id: &str, settings: Settings, model: Model, found: Found) -> Report;
}

/// What came of a search.
#[derive(Debug)]
pub struct Found {
    pub(crate) search: Option<Search>,
    pub(crate) time: Duration,
}

/// The configuration of a check by one of the checkers: `loom::Check` or `explorer::Check`. The function
/// `check` of each is enough for most models.
#[derive(Clone, Debug)]
#[must_use = "nothing is checked until `run`"]
pub struct Check<C> {
    pub(crate) id: String,
    pub(crate) settings: Settings,
    pub(crate) checker: C,
}

impl<C: Checker> Check<C> {
    /// Creates a check of the model with this id, `package/name`. Reports use the id, and the recording is
    /// named after the part behind the last `/`.
    pub fn new(id: &str) -> Self {
        Check {
            id: id.into(),
            settings: Settings::default(),
            checker: C::default(),
        }
    }

    /// Bounds the search to executions with at most `most` preemptions, which the verdict reports.
    ///
    /// The explorer applies the bound only if there are too many executions without it.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{Check, sync::thread};
    ///
    /// let report = Check::new("docs/bounded").preemptions(2).run(|| {
    ///     thread::spawn(|| ()).join().unwrap();
    /// });
    /// report.holds();
    /// ```
    pub fn preemptions(mut self, most: u32) -> Self {
        self.settings.preemptions = Some(most);
        self
    }

    /// Limits the time of the search; 60 seconds by default. If it runs out, the verdict is *not finished*, and the
    /// explorer's verdict estimates how many executions there are: more often too low than too high.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::Check;
    /// use std::time::Duration;
    ///
    /// let check = Check::new("docs/limited").time_limit(Duration::from_secs(5));
    /// check.run(|| ()).holds();
    /// ```
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.settings.limit = limit;
        self
    }

    /// Limits an execution to `most` scheduling steps, 5,000 by default, beyond which the model cannot be checked.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{Check, sync::thread};
    /// use checker::recording::FailureKind;
    ///
    /// let model = || (0..50).for_each(|_| thread::spawn(|| ()).join().unwrap());
    /// let report = Check::new("docs/many-steps").max_steps(40).run(model);
    /// report.fails(FailureKind::Limit, 0);
    /// ```
    pub fn max_steps(mut self, most: usize) -> Self {
        self.settings.max_branches = most;
        self
    }

    /// Explores spurious wakeups of condition variables and `park`, and spurious failures of
    /// `compare_exchange_weak`: each once for each thread and object.
    ///
    /// Without this, the verdict of a model that parks or compares weakly says that they were not explored.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{Check, sync::thread};
    /// use checker::recording::FailureKind;
    /// use std::sync::atomic::{AtomicBool, Ordering};
    ///
    /// // A `park` without a loop takes any return for a permit.
    /// let model = || {
    ///     let main = thread::current();
    ///     let worker = thread::spawn(move || {
    ///         thread::yield_now();
    ///         main.unpark();
    ///     });
    ///     thread::park();
    ///     assert!(worker.is_finished(), "woke up too early");
    /// };
    /// let report = Check::new("docs/spurious").spurious().run(model);
    /// report.fails(FailureKind::Assertion, 0);
    /// ```
    pub fn spurious(mut self) -> Self {
        self.settings.spurious = true;
        self
    }

    /// Does the same as [`Check::spurious`], which documents what it explores.
    pub fn spurious_wakeups(self) -> Self {
        self.spurious()
    }

    /// Makes timers fire in the order of their deadlines; by default they fire in any order.
    ///
    /// Timers are sleeps, waits with a timeout, and the channels that `after`, `at`, and `tick` return. A deadline
    /// is the time at which the timer was started plus its duration, and at least as late as the latest deadline
    /// that has fired, because computation may take any amount of time. So a timer fires at any point, but not
    /// while a thread waits for an earlier deadline.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{Check, sync::thread, sync::time::Duration};
    ///
    /// let model = || {
    ///     let short = thread::spawn(|| thread::sleep(Duration::from_secs(1)));
    ///     thread::sleep(Duration::from_secs(60));
    ///     short.join().unwrap();
    /// };
    /// Check::new("docs/in-order").timers_in_order().run(model).holds();
    /// ```
    pub fn timers_in_order(mut self) -> Self {
        self.settings.in_order = true;
        self
    }

    /// Lets the search drop up to `most` tasks, each at any of its awaits, as an abort or a caller of them might.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{Check, sync::tasks};
    ///
    /// let model = || {
    ///     tasks::block_on(async {
    ///         let task = tasks::spawn(tasks::yield_now());
    ///         task.await.is_ok()
    ///     })
    /// };
    /// Check::new("docs/drops").drops(1).run(model).reaches(["true", "false"]);
    /// ```
    #[cfg(feature = "tasks")]
    pub fn drops(mut self, most: u32) -> Self {
        self.settings.drops = most;
        self
    }

    /// Makes tasks take turns on one thread: another one is polled only when the running one awaits something that is not
    /// ready. By default they run on several threads.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{Check, sync::tasks};
    ///
    /// let model = || {
    ///     tasks::block_on(async {
    ///         let (sender, mut receiver) = tasks::mpsc::channel(2);
    ///         tasks::spawn(async move {
    ///             sender.send(1).await.unwrap();
    ///             sender.send(2).await.unwrap();
    ///         });
    ///         receiver.recv().await;
    ///         receiver.len()
    ///     })
    /// };
    /// // On one thread the task sends both messages before the receiver is polled again.
    /// Check::new("docs/one-thread").one_thread().run(model).reaches(["1"]);
    /// ```
    #[cfg(feature = "tasks")]
    pub fn one_thread(mut self) -> Self {
        self.settings.points.one_thread = true;
        self
    }

    /// Sets how many times a ticker may fire while other threads can still run; 2 by default.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{Check, sync::channel::tick, sync::time::Duration};
    ///
    /// let check = Check::new("docs/ticks").early_ticks(1);
    /// let report = check.run(|| tick(Duration::from_secs(1)).iter().take(3).count());
    /// report.holds().reaches(["3"]);
    /// ```
    pub fn early_ticks(mut self, most: u32) -> Self {
        self.settings.early_ticks = most;
        self
    }

    /// Allows threads to be running when main returns, which is a failure by default.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{Check, sync::thread};
    ///
    /// let check = Check::new("docs/daemon").threads_may_outlive_main();
    /// let report = check.run(|| drop(thread::spawn(|| thread::yield_now())));
    /// report.holds();
    /// ```
    pub fn threads_may_outlive_main(mut self) -> Self {
        self.settings.strict = false;
        self
    }

    /// Explores every execution of `model` up to the bound, or those that the environment asks for. If one fails,
    /// searches for a failure with fewer preemptions.
    ///
    /// The explorer calls `model` on several OS threads at once if there are many executions and cores are idle. All of
    /// them share every `static`.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{Check, sync::{Arc, Mutex, thread}};
    /// use checker::recording::FailureKind;
    ///
    /// // A read-modify-write that is not atomic: one of two increments may be lost.
    /// let report = Check::new("docs/lost-update").run(|| {
    ///     let count = Arc::new(Mutex::new(0));
    ///     let theirs = Arc::clone(&count);
    ///     let increment = |count: &Mutex<u32>| {
    ///         let seen = *count.lock();
    ///         *count.lock() = seen + 1;
    ///     };
    ///     let other = thread::spawn(move || increment(&theirs));
    ///     increment(&count);
    ///     other.join().unwrap();
    ///     assert_eq!(*count.lock(), 2, "an increment was lost");
    /// });
    /// report.fails(FailureKind::Assertion, 1);
    /// ```
    ///
    /// # Panics
    /// If a variable of the environment cannot be parsed, or the schedule to replay does not belong to the
    /// model.
    pub fn run<T: Debug>(mut self, model: impl Fn() -> T + Send + Sync + 'static) -> Report {
        if is_left_out(&self.id) {
            return Report::not_asked(C::SIDE, self.id, MODEL);
        }
        if let Err(variable) = self.checker.begin(&self.id) {
            return Report::not_asked(C::SIDE, self.id, variable);
        }
        tell::end_with_parent();
        let settings = self.settings.or_from_environment();
        let model: Model = Arc::new(move || {
            let value = format!("{:?}", model());
            (value != "()").then_some(value)
        });
        let turn = turn();
        let start = Instant::now();
        let search = self
            .checker
            .search(&Searcher::of(&self.id), settings, &model);
        let time = start.elapsed();
        drop(turn);
        let found = Found { search, time };
        self.checker.report(&self.id, settings, model, found)
    }
}
