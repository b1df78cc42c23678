//! How a model is checked: settings, time limit, the thread that searches. Each checker supplies its
//! search.

use crate::findings::Search;
use crate::progress::Progress;
use crate::report::{Report, Side};
use crate::settings::{Settings, is_left_out};
use crate::tell;
use crate::turn::turn;
use crate::watch::{POLL, Patience, Watch};
use recording::protocol::MODEL;
use std::cell::Cell;
use std::fmt::Debug;
use std::sync::{Arc, mpsc};
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

/// How to check a model, by one of the checkers: `loom::Check` or `explorer::Check`. The function
/// `check` of each is enough for most.
#[derive(Clone, Debug)]
#[must_use = "nothing is checked until `run`"]
pub struct Check<C> {
    pub(crate) id: String,
    pub(crate) settings: Settings,
    pub(crate) checker: C,
}

impl<C: Checker> Check<C> {
    /// A check of the model with this id, `package/name`: reports call it so, and its recording is
    /// named after the part behind the last `/`.
    pub fn new(id: &str) -> Self {
        Check {
            id: id.into(),
            settings: Settings::default(),
            checker: C::default(),
        }
    }

    /// Explores only executions with at most `most` preemptions. The verdict says so.
    ///
    /// The explorer does so only if all of them are too many.
    pub fn preemptions(mut self, most: u32) -> Self {
        self.settings.preemptions = Some(most);
        self
    }

    /// Stops after this time. The verdict then says that it is not finished, and the explorer's about how many
    /// executions there are: an estimate that is more often too low than too high.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.settings.limit = limit;
        self
    }

    /// Takes an execution of more than `most` scheduling steps for a livelock; 5,000 unless told.
    pub fn max_steps(mut self, most: usize) -> Self {
        self.settings.max_branches = most;
        self
    }

    /// Lets happen what may happen for no reason: a condition variable wakes, `park` returns,
    /// `compare_exchange_weak` fails; each once for each thread and object.
    ///
    /// Without this, a verdict says so where the model parks or compares weakly.
    pub fn spurious(mut self) -> Self {
        self.settings.spurious = true;
        self
    }

    /// As [`Check::spurious`], which says what else it explores.
    pub fn spurious_wakeups(self) -> Self {
        self.spurious()
    }

    /// Lets timers fire in the order of their deadlines; without this they fire in any order.
    ///
    /// Timers are sleeps, waits with a timeout, and the channels that `after`, `at` and `tick` return. A deadline
    /// is the time at which the timer was started plus its duration, and it is as late as the latest
    /// deadline that has fired: what threads compute takes no time, or any. So a timer fires at any moment, but
    /// not while a thread waits for an earlier deadline.
    pub fn timers_in_order(mut self) -> Self {
        self.settings.in_order = true;
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

    /// Explores `model`: in every execution up to the bound, or in those that were asked for. If one
    /// fails, looks for one with fewer preemptions.
    ///
    /// The explorer calls `model` on several OS threads at once, if there are many executions and cores are idle: a
    /// `static` is shared by all of them.
    ///
    /// # Panics
    /// If a variable of the environment cannot be understood, or a schedule to replay is none of the
    /// model's.
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

/// Starts threads that search.
#[derive(Debug)]
pub struct Searcher<'a> {
    model: &'a str,
    /// A search of this check has found a failure.
    failed: Cell<bool>,
}

impl<'a> Searcher<'a> {
    fn of(model: &'a str) -> Self {
        Searcher {
            model,
            failed: Cell::new(false),
        }
    }

    /// Runs `search` on a thread of its own until it sends what it found. If it never does, the result
    /// is what is known of it: the failure that was found last, or where the model does not come back.
    pub(crate) fn run(
        &self,
        limit: Duration,
        search: impl FnOnce(mpsc::Sender<Search>) + Send + 'static,
    ) -> Option<Search> {
        let (send, receive) = mpsc::channel();
        let watch = Watch::new();
        let shown = watch.clone();
        let searcher = std::thread::Builder::new()
            .name(format!("model {}", self.model))
            .spawn(move || {
                shown.attach();
                search(send);
            })
            .expect("a thread for the checker");
        let mut progress = Progress::new(self.model, limit, self.failed.get());
        // It stops by itself at its next execution, unless one never ends.
        let limit = limit.saturating_add(Duration::from_secs(2));
        let (start, mut patience) = (Instant::now(), Patience::default());
        loop {
            match receive.recv_timeout(POLL) {
                Ok(search) => {
                    drop(progress);
                    self.failed.set(search.findings.failure.is_some());
                    // After a failure destructors may run for a moment; one that waits forever is left
                    // behind.
                    for round in 0..1_100 {
                        match round {
                            _ if searcher.is_finished() => break,
                            ..100 => std::thread::yield_now(),
                            _ => std::thread::sleep(Duration::from_millis(1)),
                        }
                    }
                    return Some(search);
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    let stuck = patience.poll(&watch);
                    if stuck.is_some() {
                        return stuck;
                    }
                    if start.elapsed() > limit {
                        return Some(watch.so_far());
                    }
                    progress.show(&watch);
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => match searcher.join() {
                    Err(payload) => std::panic::resume_unwind(payload),
                    Ok(()) => return None,
                },
            }
        }
    }
}
