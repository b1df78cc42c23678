//! What is used where it does not belong: by an OS thread that is none of the model's, or in another
//! execution than the one that made it.
//!
//! Both would make a verdict worthless: what an OS thread does besides is not scheduled, and what an
//! earlier execution left behind makes the next one a different program.

use crate::failure;
use crate::log::bindings::called;
use crate::log::recorder;
use crate::log::sources::normal;
use crate::log::{Loc, ObjectId};
use crate::watch;
use recording::FailureKind;

/// Sees to it that an object is used by a thread of the model, in the execution that made it.
#[inline]
pub(crate) fn used(object: ObjectId, loc: Option<Loc>) {
    if object.execution != recorder::execution() {
        misused(object, loc);
    }
}

/// Sees to it that what belongs to no object is called by a thread of the model.
#[inline]
pub(crate) fn called_inside(what: &str, loc: Loc) {
    if !recorder::active() {
        intrudes(None, &format!("{what} is called at {}", line(loc)));
    }
}

/// Sees to it that something is made by a thread of the model.
#[inline]
pub(crate) fn made_inside(kind: &str, loc: Loc) {
    if !recorder::active() {
        let made = format!(
            "a checked {kind} was made outside a model, at {}",
            line(loc)
        );
        watch::intrude(None, &format!("{made}: {INSTEAD}"));
        panic!("{made}: create the primitives of `sync` inside the closure that `check` runs");
    }
}

const INSTEAD: &str = "this was done by an OS thread that is not a thread of the model, so its interleavings are not \
                       explored. Start it with `sync::thread::spawn` or `sync::thread::scope` instead \
                       of std's";

#[cold]
fn misused(object: ObjectId, loc: Option<Loc>) {
    let name = called(object.loc).map_or("an object".into(), |name| format!("`{name}`,"));
    let at = loc.map(|loc| format!(" at {}", line(loc)));
    let what = format!(
        "{name} made at {}, is used{}",
        line(object.loc),
        at.unwrap_or_default()
    );
    if !recorder::active() {
        return intrudes(Some(object.execution), &what);
    }
    failure::refuse(
        FailureKind::Unseen,
        &format!(
            "{what} in another execution, not the one that made it. A `static`, a `std::thread_local!`, \
             or a value captured by the model's closure outlives an execution. Create it inside the \
             model, or declare it with `sync::statics!` or `sync::thread_local!`"
        ),
    );
}

#[cold]
fn intrudes(execution: Option<u32>, what: &str) {
    let sentence = format!("{what}: {INSTEAD}");
    watch::intrude(execution, &sentence);
    // A second panic would end the process; the search knows.
    if !std::thread::panicking() {
        panic!("{sentence}");
    }
}

/// `src/bank.rs:12`.
pub(crate) fn line(loc: Loc) -> String {
    format!("{}:{}", normal(loc.file()), loc.line())
}
