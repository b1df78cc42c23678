//! The checked side: runs a model in every interleaving that it can explore, and shows a person
//! the one that breaks it.
//!
//! | module | what it holds |
//! |---|---|
//! | [`sync`] | twins of everything in [`crate::sync`] |
//! | `check` | [`Check`]: bounds, time limit |
//! | `report`, `asserted`, `store` | [`Report`]: verdict and outcomes; what tests assert; recordings on disk |
//! | `tell` | what was checked, for whoever started this process |
//! | `explore`, `findings` | every schedule, every choice, bound by bound; what was found |
//! | `questions`, `choices` | what an execution asks the search; the search over such choices |
//! | `engine` | the only file that names loom |
//! | `recorder`, `log`, `event` | one log for each execution, and the steps in it |
//! | `note`, `ledger` | what a model says to its reader, and what it keeps for itself |
//! | `failure` | from a panic to a failure with a kind |
//! | `trace` | which executions count as the same |
//! | `resolve`, `names`, `sources` | from a log to words: [`crate::recording`] |
//!
//! **What a verdict is worth.** Loom has gaps: outcomes of relaxed atomics that it does not explore,
//! sequentially consistent accesses that it treats as weaker. So a model "holds in all
//! executions" that were explored; nothing here is ever called proved. And on top of loom's:
//! time passes only when a timer fires or a sleep ends, and timers fire in any order, whatever
//! their lengths; a channel orders its users more strongly than the real one does, so a race on
//! memory beside a channel can stay hidden; and a real channel waits with the thread's own `park`, so
//! it may take an `unpark` that was meant for something else (a [`sync::Parker`] is safe from that).
//! A panic in main, or one that a thread catches itself, is a failure; a thread's panic that `join`
//! hands over is none. A parked thread never wakes for no reason, a condition variable only where a
//! check asks for it.

mod asserted;
pub(crate) mod check;
mod choices;
pub(crate) mod engine;
pub(crate) mod event;
mod explore;
pub(crate) mod failure;
pub(crate) mod findings;
mod ledger;
pub(crate) mod log;
pub(crate) mod names;
pub(crate) mod note;
pub(crate) mod questions;
pub(crate) mod recorder;
pub(crate) mod report;
pub(crate) mod resolve;
pub(crate) mod sources;
mod store;
pub mod sync;
pub(crate) mod tell;
mod trace;
pub(crate) mod value;
pub(crate) mod words;

#[doc(hidden)]
pub use tell::compiled;

/// Whether this checker explores what orderings of atomics allow beyond sequential consistency: then
/// a failure may take fewer preemptions than elsewhere, and there may be more outcomes.
pub const WEAK_MEMORY: bool = true;

/// Makes tests of models that take loom too long. The explorer checks them with every `cargo test`;
/// loom tries only if it is asked to, with `-- --ignored`.
///
/// In a module, once; `larger!(four_workers, five_workers)` makes tests of two functions.
#[doc(hidden)]
#[macro_export]
macro_rules! larger_than_loom {
    ($($model:ident),+ $(,)?) => {
        mod larger {
            $(
                #[test]
                #[ignore = "takes loom too long: the explorer checks it"]
                fn $model() {
                    super::$model();
                }
            )+
        }
    };
}
pub use crate::larger_than_loom as larger;

pub use check::{Check, check, model};
pub use findings::Effort;
pub use ledger::Ledger;
pub use note::{Named, note};
pub use report::Report;
