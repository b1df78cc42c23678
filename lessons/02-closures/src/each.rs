//! A closure for each of several items: each closure has an item of its own.
//!
//! `move` is what sees to that: it copies the reference to this turn's item into the closure.
//!
//! # Examples
//! ```
//! use lesson_02::each::each;
//! use lesson_02::sync::atomic::{AtomicU64, Ordering};
//!
//! let sum = AtomicU64::new(0);
//! each(&[1, 20, 300], |item| {
//!     sum.fetch_add(*item, Ordering::Relaxed);
//! })?;
//! assert_eq!(sum.into_inner(), 321);
//! # std::io::Result::Ok(())
//! ```

use crate::sync::thread::{Builder, scope};
use std::io;

// ANCHOR: each
/// Runs `work` on each item, each in a thread of its own; returns when all have ended.
///
/// # Errors
/// A thread could not be started; those before it have ended their work.
///
/// # Panics
/// If `work` did, after all have ended.
pub fn each<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) -> io::Result<()> {
    let work = &work;
    scope(|scope| {
        for (turn, item) in items.iter().enumerate() {
            let builder = Builder::new().name(format!("closure {turn}"));
            builder.spawn_scoped(scope, move || work(item))?;
        }
        Ok(())
    })
}
// ANCHOR_END: each
