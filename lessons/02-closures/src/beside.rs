//! The scoped form: the closure may borrow, because the scope cannot end before the closure does.
//!
//! There is no handle that a caller could forget. When [`beside`] returns, the work has ended.
//!
//! # Examples
//! ```
//! use lesson_02::beside::beside;
//!
//! let text = String::from("borrowed, not given away");
//! let (bytes, words) = beside(|| text.len(), || text.split(' ').count())?;
//! assert_eq!((bytes.unwrap(), words), (24, 4));
//! println!("{text}");
//! # std::io::Result::Ok(())
//! ```

use crate::sync::thread::{Builder, Result, scope};
use std::io;

// ANCHOR: beside
/// Runs `behind` in the background and `front` on this thread, and returns both results.
///
/// If `behind` panics, its result is the panic's payload. If `front` panics, the panic continues once
/// `behind` has ended.
///
/// # Errors
/// Returns an error if the thread cannot be started. Then neither closure runs.
pub fn beside<B: Send, F>(
    behind: impl FnOnce() -> B + Send,
    front: impl FnOnce() -> F,
) -> io::Result<(Result<B>, F)> {
    scope(|scope| {
        let builder = Builder::new().name("background".into());
        let worker = builder.spawn_scoped(scope, behind)?;
        let front = front();
        Ok((worker.join(), front))
    })
}
// ANCHOR_END: beside
