//! `never_blocks`: sections in which a thread does not wait.

/// Runs a section in which the calling thread must not wait for another thread, or for time to pass.
///
/// In a program it calls `section`, and nothing else. In a model its twin makes each schedule a failure in which the
/// thread would have to wait.
///
/// # Examples
/// ```
/// use workbook::sync::{Mutex, never_blocks};
///
/// let shown = Mutex::new(5);
/// // The screen is drawn with what is known, whoever writes.
/// let percent = never_blocks("draw", || shown.try_lock().map(|percent| *percent));
/// assert_eq!(percent, Some(5));
/// ```
pub fn never_blocks<R>(name: &str, section: impl FnOnce() -> R) -> R {
    let _ = name;
    section()
}
