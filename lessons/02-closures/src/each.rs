//! One closure for each of several items.
//!
//! `move` gives each closure its own item: it copies this iteration's reference into the closure.
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
/// Runs `work` on each item, each in a thread of its own, and returns when all of them have ended.
///
/// # Errors
/// Returns an error if a thread cannot be started. The threads before it have ended by then.
///
/// # Panics
/// Panics if `work` does, after all threads have ended.
pub fn each<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) -> io::Result<()> {
    let work = &work;
    scope(|scope| {
        for (n, item) in items.iter().enumerate() {
            let builder = Builder::new().name(format!("closure {n}"));
            builder.spawn_scoped(scope, move || work(item))?;
        }
        Ok(())
    })
}
// ANCHOR_END: each
