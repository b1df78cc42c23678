//! What a model can say to whoever reads its counterexample.

use crate::log::ObjectId;
use crate::log::event::{Event, Op};
use crate::log::recorder;
use std::panic::Location;

/// Puts a line of the model's own into the running thread's lane: `prints Timed out.`
#[track_caller]
pub fn note(text: impl Into<String>) {
    let mut event = Event::new(Op::Note, Some(Location::caller()));
    event.note = Some(text.into().into());
    event.record();
}

/// An object that reports call by a name.
///
/// Without one it takes the name of the `let` or the field on the line that made it.
pub trait Named: Sized {
    #[doc(hidden)]
    fn object(&self) -> ObjectId;

    /// Gives the object a name.
    fn named(self, name: &str) -> Self {
        let object = self.object();
        recorder::name_object(object, name.into());
        self
    }
}
