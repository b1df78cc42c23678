//! Twin of [`workbook::sync::never_blocks`]: a thread that would have to wait in there fails the model.

use super::machines::{may_not_wait, off};
use crate::section;

/// Runs a section in which the calling thread must not wait for another thread, or for time to pass; twin of
/// [`workbook::sync::never_blocks`].
///
/// The model fails if there is a schedule in which it would have to: where it locks what another thread holds,
/// receives from an empty channel, joins a thread that has not ended, waits with a timeout, sleeps. The failure names
/// the section, the thread, what it would wait for, and for whom. A `try_lock` or a yield is no wait.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::Mutex, sync::never_blocks, sync::thread};
/// use checker::recording::FailureKind;
///
/// let model = |is_careful: bool| move || {
///     let count = Mutex::new(0);
///     thread::scope(|scope| {
///         scope.spawn(|| *count.lock() += 1);
///         never_blocks("draw", || match is_careful {
///             true => count.try_lock().map(|count| *count),
///             false => Some(*count.lock()),
///         })
///     })
/// };
/// check("draw by try_lock", model(true)).holds().reaches(["None", "Some(0)", "Some(1)"]);
/// let report = check("draw by lock", model(false));
/// report.fails(FailureKind::Assertion, 2);
/// ```
pub fn never_blocks<R>(name: &str, section: impl FnOnce() -> R) -> R {
    let _inside = (!off()).then(|| {
        may_not_wait();
        section::enter(name)
    });
    section()
}
