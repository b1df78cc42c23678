//! The trap `captured-loop-variable`: all closures share the loop's variable, and read it late.
//!
//! A loop of Go's did this with `:=` before 1.22, and does it with `=`. Rust refuses a closure that borrows
//! the variable, but not this one: a cursor that is shared and lives long enough.
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

/// Runs `work` on each item, each in a thread of its own; returns when all have ended.
///
/// # Errors
/// A thread could not be started; those before it have ended their work.
///
/// # Panics
/// If `work` did, after all have ended.
pub fn each<T: Sync>(items: &[T], work: impl Fn(&T) + Sync) -> io::Result<()> {
    let work = &work;
    let cursor = AtomicUsize::new(0);
    let cursor = &cursor;
    scope(|scope| {
        for turn in 0..items.len() {
            cursor.store(turn, Ordering::SeqCst);
            let builder = Builder::new().name(format!("closure {turn}"));
            // TRAP: each closure looks at the loop's variable when it runs, not when it is made.
            builder.spawn_scoped(scope, move || work(&items[cursor.load(Ordering::SeqCst)]))?;
        }
        Ok(())
    })
}
