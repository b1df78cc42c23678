//! The log of one execution: threads, objects, steps.
//!
//! It is kept in small plain values, since it is written again for every execution; `resolve` turns
//! the few that are shown into words.
//!
//! | module | what it holds |
//! |---|---|
//! | `op` | what steps are: the table of all that is said of them, sentences too |
//! | `entry` | how a thread enters a reader-writer lock |
//! | `state`, `value`, `event` | what objects are like after one; a value, and which can be shown; a step |
//! | `recorder`, `step`, `note` | writes the log of the running execution |
//! | `names`, `bindings`, `sources`, `fill` | names from the source; they and values fill the sentences of `op` |
//! | `holders`, `blocked` | which thread holds what at the end; which are blocked forever, in what, and by which |
//! | `round` | whether the threads of an execution only repeat themselves |
//! | `put_off` | a thread whose time was up, told as one that waits for longer |
//! | `resolve` | a [`Recording`](recording::Recording) of the logs that are shown |
//! | `ids` | numbers of threads and objects, places in the source |

pub(crate) mod bindings;
pub(crate) mod blocked;
pub(crate) mod entry;
pub(crate) mod event;
pub(crate) mod fill;
mod holders;
mod ids;
pub(crate) mod names;
pub(crate) mod note;
pub(crate) mod op;
pub(crate) mod put_off;
pub(crate) mod recorder;
pub(crate) mod resolve;
pub(crate) mod round;
pub(crate) mod sources;
mod state;
mod step;
pub(crate) mod value;

use crate::log::event::{Choice, Event, Op};

pub(crate) use ids::{Loc, ObjectId, ThreadId};

/// What a thread is about to do or waits in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pending {
    pub(crate) op: Op,
    pub(crate) object: Option<ObjectId>,
    pub(crate) loc: Option<Loc>,
    /// False at a scheduling point, true in a wait that another thread must end.
    pub(crate) blocked: bool,
}

/// A panic that `join` may hand over.
#[derive(Clone, Debug)]
pub(crate) struct Panicked {
    pub(crate) message: String,
    pub(crate) file: String,
    pub(crate) line: u32,
    /// Another thread got it as `Err`.
    pub(crate) seen: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct ThreadInfo {
    pub(crate) name: Option<String>,
    pub(crate) loc: Option<Loc>,
    pub(crate) pending: Option<Pending>,
    pub(crate) done: bool,
    /// It polls a future, as a task.
    pub(crate) is_task: bool,
    pub(crate) panicked: Option<Panicked>,
    /// It unwinds now.
    pub(crate) unwinding: bool,
    /// Path of births, a byte for each generation: the same in every schedule.
    pub(crate) path: u64,
    pub(crate) children: u8,
    pub(crate) choices: u32,
    /// Switched away from when this thread went on; told with its next step.
    pub(crate) preempted: Option<ThreadId>,
    /// What this thread chose; told with its next step.
    pub(crate) choice: Option<Choice>,
    /// The sections that it is in, in which it must not wait, and whether it does.
    pub(crate) sections: Vec<Box<str>>,
    pub(crate) waits_in_section: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct ObjectInfo {
    pub(crate) kind: &'static str,
    pub(crate) loc: Loc,
    pub(crate) name: Option<String>,
}

/// One execution.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log {
    pub(crate) threads: Vec<ThreadInfo>,
    pub(crate) objects: Vec<ObjectInfo>,
    pub(crate) events: Vec<Event>,
    pub(crate) outcome: Option<String>,
    /// What runs it again, in the copy of a log that is kept. Only the explorer has it.
    pub(crate) schedule: Option<String>,
}

/// What the note of a stale read begins with.
pub(crate) const OLD_VALUE: &str = "stale";

impl Log {
    /// How many futures the search dropped.
    pub(crate) fn drops(&self) -> u32 {
        let events = self.events.iter();
        let dropped = events.filter(|event| event.choice == Some(Choice::Dropped));
        dropped.count() as u32
    }

    /// How many loads returned an older value than the newest, which only orderings explain.
    pub(crate) fn stale_reads(&self) -> u32 {
        let stale = |event: &&Event| {
            let note = event.note.as_deref();
            event.op == Op::Load && note.is_some_and(|note| note.starts_with(OLD_VALUE))
        };
        self.events.iter().filter(stale).count() as u32
    }
}
