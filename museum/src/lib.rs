//! Bugs that shipped, written again on a page each: broken, fixed, and what it takes to make the broken version fail.
//!
//! | module | what it holds |
//! |---|---|
//! | [`exhibit`] | what an exhibit is: its name, its source, both versions, and how the broken one fails |
//! | `async_` | bugs of tasks, and of futures that are dropped; compiled once for each checker |
//! | [`run`] | runs a version of an exhibit under a checker |
//! | [`table`] | all exhibits in a table, with what the explorer measured |
//!
//! An exhibit is one file. Its comment says what shipped and where, its two functions are the broken and the fixed
//! version, and neither depends on a checker.

#![warn(missing_docs)]
#![expect(
    clippy::duplicate_mod,
    reason = "every exhibit runs under both checkers"
)]

pub mod exhibit;
pub mod run;
pub mod table;

/// The exhibits over the checked types of the explorer.
#[path = "."]
mod explorer {
    pub use checker::explorer::{note, sync};

    pub mod async_;
}

/// The exhibits over the checked types of loom.
#[path = "."]
mod loom {
    pub use checker::loom::{note, sync};

    pub mod async_;
}

pub use exhibit::Exhibit;

/// Returns every exhibit, for the explorer, in the order of the table.
///
/// # Examples
/// ```
/// assert!(museum::exhibits().iter().any(|exhibit| exhibit.name == "futurelock"));
/// ```
pub fn exhibits() -> &'static [Exhibit] {
    explorer::async_::EXHIBITS
}

/// Returns every exhibit, for loom, in the same order.
pub fn exhibits_for_loom() -> &'static [Exhibit] {
    loom::async_::EXHIBITS
}
