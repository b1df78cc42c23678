//! The checker over loom: every execution that loom can explore, with what orderings of atomics allow.
//!
//! | module | what it holds |
//! |---|---|
//! | [`sync`] | checked types for everything in [`workbook::sync`]: `api/`, compiled for this side |
//! | `machines` | what they are made of over loom |
//! | `check` | [`Check`]: the search, and one for a better counterexample |
//! | `exploration` | every schedule, every choice, bound by bound |
//! | `choices` | what is not loom's to choose: does the timer fire, which arm does select take |
//! | `repeat` | the first schedule, and an execution that failed, run again; one that is led |
//! | `director` | leads the threads of an execution through steps that are asked for |
//! | `story` | the critical pair of a failure, and choices that do not matter |
//! | `engine` | the only file that names loom |
//!
//! **What a verdict is worth.** Loom has gaps: outcomes of relaxed atomics that it does not explore,
//! sequentially consistent accesses that it treats as weaker. So a model "holds in all
//! executions" that were explored; nothing here is ever called proved. And on top of loom's:
//!
//! - Time passes only when a timer fires or a sleep ends, and timers fire in any order, whatever their lengths,
//!   unless a check asks for [`Check::timers_in_order`]: then a timer fires as soon as a thread waits for it, or
//!   when no other thread can continue.
//! - A channel orders its users more strongly than the real one does, so a race on memory beside a channel can
//!   stay hidden. A real channel waits with the thread's own `park`, so it may take an `unpark` that was meant
//!   for something else (a [`sync::Parker`] is safe from that).
//! - A panic in main, or one that a thread catches itself, is a failure; a thread's panic that `join` hands over
//!   is none.
//! - A parked thread and a condition variable wake for no reason only where a check asks for it by
//!   [`Check::spurious`].
//! - A yield lets all others go first, or returns at once, for a whole execution. A thread that yields or waits in
//!   time again and again while nothing changes lets loom's order decide who is next. Two threads that poll still
//!   have many orders, and under one lock too many for loom to finish: check such a model with the explorer.
//! - Once an execution has had as many preemptions as a bound allows, loom tries no other thread, even where the
//!   running one has to wait: a bound's search leaves out executions that keep to it, so of the fewest preemptions
//!   that a failure takes only an upper bound is known.

mod check;
pub(crate) mod choices;
mod director;
pub(crate) mod engine;
mod exploration;
mod machines;
mod repeat;
pub(crate) mod story;
#[path = "../api/mod.rs"]
pub mod sync;

/// Whether this checker explores what orderings of atomics allow beyond sequential consistency: then
/// a failure may take fewer preemptions than elsewhere, and there may be more outcomes.
pub const WEAK_MEMORY: bool = true;

/// Makes tests of models that take loom too long. The explorer checks them with every `cargo test`;
/// loom tries only if it is asked to, with `-- --ignored larger::`.
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

/// Makes tests of models that take loom over a second. The explorer checks them with every
/// `cargo test`; CI has loom check them too, with `-- --ignored slower::`.
///
/// In a module, once, as `larger!`.
#[doc(hidden)]
#[macro_export]
macro_rules! slower_with_loom {
    ($($model:ident),+ $(,)?) => {
        mod slower {
            $(
                #[test]
                #[ignore = "takes loom over a second: CI asks for it"]
                fn $model() {
                    super::$model();
                }
            )+
        }
    };
}
pub use crate::slower_with_loom as slower;

pub use crate::log::note::note;
pub use crate::{Effort, Ledger, Named, Report};
pub use check::{Check, Loom, check, model};
