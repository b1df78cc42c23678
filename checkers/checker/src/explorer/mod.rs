//! The checker over the explorer: every execution of a model, none twice, sequentially consistent.
//!
//! | module | what it holds |
//! |---|---|
//! | [`sync`] | checked types for everything in [`workbook::sync`]: `api/`, compiled for this side |
//! | `machines` | what they are made of over the package `explorer` |
//! | `check` | [`Check`]: what there is besides a search of every schedule |
//! | `asked`, `replay` | what the environment asks for instead: a schedule run again, random ones |
//! | `kept` | a schedule that is too long for a line: the file that has it |
//! | `pass` | one call of the engine, and what it found |
//! | `modes` | the same in any mode, for tests that compare them |
//! | `search` | every schedule, then the fewest preemptions of a failure |
//! | `team` | a search in parts, on several OS threads |
//! | `story` | the shortest story of a failure, and the two steps that matter |
//! | `step` | how a twin takes a step: announced to the engine, told to the recorder |
//! | `waits` | who has announced a step and cannot take it |
//! | `unread` | messages that were never received, while they are dropped |
//! | `execution` | one execution from beginning to end |
//! | `run` | what all threads of one execution share: the clock, the return of main |
//! | `graph` | the graph of all schedules, for `recordings/NAME.graph.json` |
//!
//! **What a verdict is worth.** Every interleaving of the steps of the checked types is explored, but memory is
//! sequentially consistent: what `Relaxed`, `Acquire` and `Release` allow beyond that is loom's to
//! find. Time passes only when a timer fires or a sleep ends, and timers fire in any order. A timer may fire whenever its thread could
//! run, so a thread that waits with a timeout can always continue. What a
//! panic drops goes in one step, unless a destructor has to wait.

mod asked;
mod check;
mod execution;
mod graph;
mod kept;
mod machines;
mod modes;
mod pass;
mod replay;
mod run;
mod search;
mod step;
mod story;
#[path = "../api/mod.rs"]
pub mod sync;
mod team;
mod unread;
mod waits;

/// Whether this checker explores what orderings of atomics allow beyond sequential consistency.
pub const WEAK_MEMORY: bool = false;

/// Makes tests of models that take loom too long.
#[doc(hidden)]
#[macro_export]
macro_rules! larger_than_explorer {
    ($($model:ident),+ $(,)?) => {
        mod larger {
            $(
                #[test]
                fn $model() {
                    super::$model();
                }
            )+
        }
    };
}
pub use crate::larger_than_explorer as larger;

/// Makes tests of models that take loom over a second: see
/// [`loom::slower`](crate::slower_with_loom).
#[doc(hidden)]
#[macro_export]
macro_rules! slower_with_explorer {
    ($($model:ident),+ $(,)?) => {
        mod slower {
            $(
                #[test]
                fn $model() {
                    super::$model();
                }
            )+
        }
    };
}
pub use crate::slower_with_explorer as slower;

pub use crate::{Effort, Ledger, Named, Report};
pub use check::{Check, Explorer, check, model};
#[doc(hidden)]
pub use modes::{May, executions};
pub use step::note;
