//! The technique's scoped form: the closure may borrow, since the scope cannot end before it does.
//!
//! There is no handle to forget: that the work has ended when [`beside`] returns is not up to the
//! caller.
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
/// Runs `behind` in the background and `front` here; returns what both did once both have ended.
///
/// If `behind` panicked, its place holds the panic's payload. If `front` panics, the panic goes on
/// after `behind` has ended.
///
/// # Errors
/// The thread could not be started; then neither runs.
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
