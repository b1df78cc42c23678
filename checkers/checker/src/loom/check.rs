//! What loom supplies to a check: the search, the same once more where it failed, and one for a better
//! counterexample.

use crate::Report;
use crate::check::{Checker, Found, Model};
use crate::findings::Search;
use crate::loom::{exploration, repeat, story};
use crate::package;
use crate::report::Side;
use crate::rerun;
use crate::searcher::Searcher;
use crate::settings::Settings;
use std::fmt::Debug;
use std::time::Instant;

/// The checker over loom.
#[derive(Clone, Debug, Default)]
pub struct Loom(());

/// How to check a model. [`check`] is enough for most.
///
/// ```
/// use checker::loom::{Check, sync::{Arc, Mutex, thread}};
///
/// Check::new("bank/two-additions").preemptions(2).run(|| {
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
pub type Check = crate::Check<Loom>;

/// Checks `model` in every execution, within 60 seconds.
///
/// `model` is called once for each execution. It must do the same thing every time but for what the
/// twins decide. What it returns is an outcome: every distinct one is counted.
pub fn check<T: Debug>(id: &str, model: impl Fn() -> T + Send + Sync + 'static) -> Report {
    Check::new(id).run(model)
}

/// Checks `model` as `loom::model` does: it panics, with the counterexample, if one execution fails.
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

impl Checker for Loom {
    const SIDE: Side = Side {
        name: "loom",
        is_reference: true,
    };

    /// Loom reads its variables even where each setting is given, and panics at one it cannot read.
    fn begin(&mut self, _id: &str) -> Result<(), &'static str> {
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
                panic!(
                    "{name}={value} is not a number; unset it, because this checker sets its own bounds"
                );
            }
        }
        Ok(())
    }

    fn search(&self, searcher: &Searcher<'_>, settings: Settings, model: &Model) -> Option<Search> {
        let start = Instant::now();
        let run = |settings: Settings| {
            let model = model.clone();
            let search = move |send| exploration::search(settings, model, send);
            searcher.run(settings.limit, search)
        };
        let found = run(settings)?;
        if found.findings.failure.is_none() {
            return Some(found);
        }
        let left = || settings.limit.saturating_sub(start.elapsed());
        if let Some(again) = exploration::again(&found) {
            let differs = rerun::again(|| {
                let (again, model) = (again.clone(), model.clone());
                let search = move |send| repeat::pass(again, model, send);
                repeat::differs(&found, &searcher.run(left(), search)?)
            });
            if differs.is_some() {
                return differs;
            }
        }
        let failure = found.findings.failure.as_ref();
        if !failure.is_some_and(|failure| failure.kind.is_a_bug()) {
            // No other story helps.
            return Some(found);
        }
        let narrower = exploration::narrower(settings, &found);
        let other = run(Settings {
            limit: left(),
            ..narrower
        });
        let found = found.or_better(other);
        let ordinary = exploration::ordinary(settings, &found);
        let ordinary = ordinary.into_iter().find_map(|ordinary| {
            let limit = left().min(ordinary.limit);
            found.or_ordinary(run(Settings { limit, ..ordinary })?)
        });
        let mut found = ordinary.unwrap_or(found);
        story::tell_well(searcher, model, &mut found, left());
        Some(found)
    }

    fn report(self, id: &str, _settings: Settings, _model: Model, found: Found) -> Report {
        Report::new(Self::SIDE, id.into(), found.search, found.time, None, None)
    }
}
