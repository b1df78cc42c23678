//! `never_blocks`: sections in which a thread does not wait.

/// Runs a section in which the calling thread must not block: neither on another thread nor until time passes.
///
/// In a program it only calls `section`. In a model, its checked counterpart fails every execution in which the thread
/// would block.
///
/// # Examples
/// ```
/// use workbook::sync::{Mutex, never_blocks};
///
/// let shown = Mutex::new(5);
/// // The screen is drawn with what is known, while others write.
/// let percent = never_blocks("draw", || shown.try_lock().map(|percent| *percent));
/// assert_eq!(percent, Some(5));
/// ```
pub fn never_blocks<R>(name: &str, section: impl FnOnce() -> R) -> R {
    let _ = name;
    section()
}
