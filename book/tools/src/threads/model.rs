//! What a model says to its checker, when none is there: [`Check::run`] runs it on real threads.

use checker::recording::FailureKind;
use serde::{Deserialize, Serialize};
use std::any::Any;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The variable that says how often to run the model that [`WHICH`] names; all others run once.
pub const RUNS: &str = "WORKBOOK_TOOLS_RUNS";
/// The variable that names the model.
pub const WHICH: &str = "WORKBOOK_TOOLS_MODEL";
/// The line that says how it went begins with it.
pub const SAID: &str = "tools: ";

/// A run that takes longer hangs. The longest wait for a timer is 40 ms.
const LIMIT: Duration = Duration::from_secs(2);

/// The models that are undefined behavior on real threads, where they must not run.
const UNDEFINED: [&str; 1] = ["04/data-race"];

/// Real threads may see more than the explorer's.
pub const WEAK_MEMORY: bool = false;

/// How the runs of a model went.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Said {
    /// How often it ran. It is not run again after it hung, because its threads are still there.
    pub runs: u64,
    /// How often an assertion failed.
    pub wrong: u64,
    /// What the first of them said.
    pub message: Option<String>,
    /// Whether the last run hung.
    pub hung: bool,
    /// Whether parking_lot then reported a deadlock; `None` in a build that cannot.
    pub deadlock: Option<bool>,
}

/// The configuration of a check. Nothing of it matters on real threads.
#[derive(Clone, Debug)]
pub struct Check(String);

impl Check {
    /// Names the model.
    pub fn new(id: &str) -> Check {
        Check(id.into())
    }

    /// Is for checkers.
    pub fn preemptions(self, _: u32) -> Check {
        self
    }

    /// Is for checkers.
    pub fn time_limit(self, _: Duration) -> Check {
        self
    }

    /// Is for checkers: real locks may wake up spuriously anyway.
    pub fn spurious_wakeups(self) -> Check {
        self
    }

    /// Runs the model as often as it is asked to, and prints how that went.
    pub fn run<T: Debug>(self, model: impl Fn() -> T + Send + Sync + 'static) -> Report {
        if UNDEFINED.contains(&self.0.as_str()) {
            return Report(vec![]);
        }
        let asked = std::env::var(WHICH).is_ok_and(|which| which == self.0);
        let runs = std::env::var(RUNS).ok().filter(|_| asked);
        let runs = runs.and_then(|runs| runs.parse().ok()).unwrap_or(1);
        let said = run(runs, Arc::new(model));
        if asked {
            let said = serde_json::to_string(&said).expect("it has no keys");
            println!("\n{SAID}{said}");
        }
        Report(vec![])
    }
}

/// What a thread of the run panicked with: a panic may leave others waiting.
static PANIC: Mutex<Option<String>> = Mutex::new(None);

fn panicked() -> Option<String> {
    PANIC.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Remembers panics instead of printing them.
fn remember_panics() {
    std::panic::set_hook(Box::new(|info| {
        let mut last = PANIC.lock().unwrap_or_else(PoisonError::into_inner);
        last.get_or_insert(message(info.payload()));
    }));
}

/// Runs a model until it hangs, at most `runs` times.
fn run<T>(runs: u64, model: Arc<impl Fn() -> T + Send + Sync + 'static>) -> Said {
    let mut said = Said::default();
    remember_panics();
    while said.runs < runs && !said.hung {
        said.runs += 1;
        panicked();
        let (model, (done_tx, done_rx)) = (model.clone(), channel());
        std::thread::spawn(move || {
            let outcome = catch_unwind(AssertUnwindSafe(|| drop(model())));
            let _ = done_tx.send(outcome.map_err(|panic| message(&*panic)));
        });
        match done_rx.recv_timeout(LIMIT) {
            Ok(Ok(())) => {}
            Ok(Err(message)) => {
                said.wrong += 1;
                said.message.get_or_insert(message);
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                said.hung = true;
                said.message = said.message.take().or_else(panicked);
                said.deadlock = deadlock();
            }
        }
    }
    said
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("a panic").into()
}

/// Whether parking_lot finds threads that wait for each other's locks.
#[cfg(feature = "deadlocks")]
fn deadlock() -> Option<bool> {
    Some(!parking_lot::deadlock::check_deadlock().is_empty())
}

#[cfg(not(feature = "deadlocks"))]
fn deadlock() -> Option<bool> {
    None
}

/// Runs a model.
pub fn check<T: Debug>(id: &str, model: impl Fn() -> T + Send + Sync + 'static) -> Report {
    Check::new(id).run(model)
}

/// Is for recordings.
pub fn note(_: impl Into<String>) {}

/// Is for recordings.
pub trait Named: Sized {
    /// Returns it as it is.
    #[must_use]
    fn named(self, _: &str) -> Self {
        self
    }
}

impl<T> Named for T {}

/// What a test asserts of a check: on real threads, nothing.
#[derive(Clone, Debug)]
pub struct Report(Vec<&'static str>);

impl Report {
    /// Is for checkers.
    pub fn holds(&self) -> &Self {
        self
    }

    /// Is for checkers.
    pub fn fails(&self, _: FailureKind, _: u32) -> &Self {
        self
    }

    /// Is for checkers.
    pub fn reaches<const N: usize>(&self, _: [&str; N]) -> &Self {
        self
    }

    /// Is for checkers.
    pub fn is_contended(&self) -> &Self {
        self
    }

    /// Is for checkers.
    pub fn is_recorded(&self) -> &Self {
        self
    }

    /// Is for checkers.
    pub fn outcomes(&self) -> &[&'static str] {
        &self.0
    }
}

/// Leaves out models that are slow or large: no bug is among them.
#[macro_export]
macro_rules! left_out {
    ($($model:ident),+ $(,)?) => {
        const _: () = {
            $( let _ = $model as fn(); )+
        };
    };
}
pub use left_out as larger;
pub use left_out as slower;
