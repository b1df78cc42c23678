//! Runs a version of an exhibit under a checker.

use crate::exhibit::{Exhibit, Runtime, Version};
use checker::{Report, explorer, loom};
use std::time::Duration;

/// Explores every execution of a version, sequentially consistent, in the runtime that the exhibit asks for.
///
/// # Examples
/// ```
/// use museum::{exhibit::Version, run};
///
/// let first = &museum::exhibits()[0];
/// run::explorer(first, Version::Broken).fails(first.fails, first.preemptions);
/// run::explorer(first, Version::Fixed).holds();
/// ```
pub fn explorer(exhibit: &Exhibit, version: Version) -> Report {
    let check = explorer::Check::new(&exhibit.model(version));
    let check = match exhibit.runtime {
        Runtime::Several => check,
        Runtime::One => check.one_thread(),
    };
    check.run(exhibit.version(version))
}

/// Explores the executions of a version under loom, with tasks that take turns on one thread.
///
/// The exhibit has to be one of [`exhibits_for_loom`](crate::exhibits_for_loom).
pub fn loom(exhibit: &Exhibit, version: Version) -> Report {
    let check = loom::Check::new(&exhibit.model(version)).one_thread();
    let check = check.time_limit(Duration::from_secs(20));
    check.run(exhibit.version(version))
}
