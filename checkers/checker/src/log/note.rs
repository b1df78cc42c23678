//! What a model can say to the reader of its counterexample.

use crate::log::ObjectId;
use crate::log::event::{Event, Op};
use crate::log::recorder;
use std::panic::Location;

/// Adds a line of the model's own to the lane of the current thread: `prints Timed out.`
///
/// # Examples
/// ```
/// use checker::explorer::{check, note, sync::Mutex};
///
/// let screen = check("docs/note", || {
///     note("starts the second phase");
///     let mutex = Mutex::new(0);
///     let _guard = mutex.lock();
///     drop(mutex.lock());
/// }).screen();
/// assert!(screen.contains("starts the second phase"));
/// ```
#[track_caller]
pub fn note(text: impl Into<String>) {
    let mut event = Event::new(Op::Note, Some(Location::caller()));
    event.note = Some(text.into().into());
    event.record();
}

/// Gives an object the name that reports use.
///
/// Without one, an object has the name of the `let` or the field on the line that creates it.
///
/// # Examples
/// ```
/// use checker::{Named, explorer::{check, sync::Mutex}};
///
/// let screen = check("docs/named", || {
///     let mutex = Mutex::new(0).named("account");
///     let _guard = mutex.lock();
///     drop(mutex.lock());
/// }).screen();
/// assert!(screen.contains("lock account"));
/// ```
pub trait Named: Sized {
    #[doc(hidden)]
    fn object(&self) -> ObjectId;

    /// Sets the name of the object.
    fn named(self, name: &str) -> Self {
        let object = self.object();
        recorder::name_object(object, name.into());
        self
    }
}
