//! Runs a model in every interleaving that a checker can explore, and shows the one that breaks it.
//!
//! A model is a closure whose threads share *checked types*: locks, channels, atomics, and so on with the same names and
//! the same behavior as the real ones, whose operations the checker schedules.
//!
//! | module | what it holds |
//! |---|---|
//! | `loom`, with the feature `loom` | the checker over loom: memory orderings and leaks too |
//! | `explorer`, with the feature `explorer` | the checker over the explorer: every schedule, hardly any twice |
//! | `api` | the checked types as models see them, for both; its legend says what a side provides |
//! | `select`, `local`, `plain` | the macros of `select!`, `thread_local!` and `statics!`; what all checked types need |
//! | `check` | [`Check`]: the configuration of both checkers |
//! | `searcher` | a search on a thread of its own, and how far it is |
//! | `settings`, `package` | the settings of a check; what ids begin with, and where recordings go |
//! | `turn` | how many searches run at once |
//! | `report`, `asserts`, `store` | [`Report`]: verdict and outcomes; what tests assert; recordings on disk |
//! | `tell` | what was checked, for the process that started this one |
//! | `in_order` | whose timers are armed, and whether one may fire before another |
//! | `rerun` | whether a schedule that runs again does the same thing |
//! | `findings`, `trace` | what a search found; which executions count as the same |
//! | `watch`, `culprit` | what the searching thread shows of the model; what is used where it does not belong |
//! | `progress` | one line on a terminal about a search that takes a while |
//! | `questions` | what an execution asks the search |
//! | `section` | sections in which a thread must not wait |
//! | `swap` | which two steps of a failure may be swapped |
//! | `failure` | from a panic to a failure with a kind |
//! | `log` | one log for each execution, the steps in it, and words for them |
//! | `select_tasks`, `polls` | the macros of tasks, with the feature `tasks`; who is in the midst of a poll |
//! | `ledger` | what a model keeps for itself |
//! | [`recording`] | an execution as data; `recording::protocol` names the environment's variables |
//!
//! A file of models says `use checker::loom::{self as model, sync}` or
//! `use checker::explorer::{self as model, sync}`; nothing else in it depends on the checker.

#![warn(missing_docs)]
#![cfg_attr(
    not(all(feature = "loom", feature = "explorer", feature = "tasks")),
    allow(dead_code, reason = "some of what both share only one of them needs")
)]

mod asserts;
mod check;
mod culprit;
#[cfg(feature = "explorer")]
pub mod explorer;
mod failure;
mod findings;
mod in_order;
mod ledger;
mod local;
mod log;
#[cfg(feature = "loom")]
pub mod loom;
mod package;
mod plain;
#[cfg(feature = "tasks")]
mod polls;
mod progress;
mod questions;
mod report;
mod rerun;
mod searcher;
mod section;
mod select;
#[cfg(feature = "tasks")]
mod select_tasks;
mod settings;
mod spurious;
mod store;
#[cfg(any(feature = "loom", feature = "explorer"))]
mod swap;
mod tell;
mod trace;
mod turn;
mod watch;

pub use ::recording;
pub use check::Check;
pub use findings::Effort;
pub use ledger::Ledger;
pub use log::note::Named;
pub use log::value::show_as;
pub use report::Report;
#[doc(hidden)]
pub use {tell::compiled, workbook};
