//! The trap `captured-loop-variable`: all closures share the loop's variable, and read it late.
//!
//! A loop in Go did this with `:=` before 1.22, and still does it with `=`. Rust rejects a closure that
//! borrows the loop's variable, but accepts this cursor, which is an atomic and lives long enough.
//!
//! ```text
//!    the loop                      closure 0            closure 1
//! 1  cursor = 0, starts closure 0
//! 2  cursor = 1, starts closure 1
//! 3                                reads 1
//! 4                                                     reads 1
//! ```

use crate::sync::atomic::{AtomicUsize, Ordering};
use crate::sync::thread::{Builder, scope};
use std::io;

/// Runs `work` on each item, each in a thread of its own, and returns when all of them have ended.
///
/// # Errors
/// Returns an error if a thread cannot be started. The threads before it have ended by then.
///
/// # Panics
/// Panics if `work` does, after all threads have ended.
pub fn each<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) -> io::Result<()> {
    let work = &work;
    let cursor = AtomicUsize::new(0);
    let cursor = &cursor;
    scope(|scope| {
        for n in 0..items.len() {
            cursor.store(n, Ordering::SeqCst);
            let builder = Builder::new().name(format!("closure {n}"));
            // TRAP: each closure reads the loop's variable when it runs, not when it is made.
            builder.spawn_scoped(scope, move || work(&items[cursor.load(Ordering::SeqCst)]))?;
        }
        Ok(())
    })
}
