//! What is said of a model that does not come back to the checker.

use super::{POLL, STUCK, Watch};
use crate::failure::RawFailure;
use crate::log::bindings::called;
use crate::log::event::{Event, Op};
use crate::log::sources::normal;
use crate::log::{Loc, Log, ThreadId, ThreadInfo};
use recording::FailureKind;
use std::sync::atomic::Ordering::Relaxed;

/// Where the model stood when it was seen last.
struct Place {
    threads: Vec<ThreadInfo>,
    thread: ThreadId,
    last: Option<Loc>,
}

impl Watch {
    /// A thread took no step for a long time.
    pub(super) fn stuck(&self) -> RawFailure {
        let place = self.place();
        let (name, at) = (place.name(), place.line());
        let seconds = (POLL * STUCK).as_secs();
        let message = match self.late.load(Relaxed) {
            0 => format!(
                "{name} took no step for {seconds} s after {at}. It is blocked in something that the \
                 checker cannot see, or it loops without taking a step. Use the types of `sync` instead of \
                 std's `Mutex`, `Condvar`, `mpsc`, `OnceLock`, and `thread`, and instead of those of parking_lot and \
                 crossbeam, and call `thread::yield_now` in a loop that polls"
            ),
            _ => format!(
                "a destructor that runs after the end of an execution does not return; {name} took the last \
                 step, at {at}. The destructor waits for other threads, but none of them runs anymore: make \
                 it wait with `lock`, `recv`, or `join`, which return at that point"
            ),
        };
        place.failure(
            FailureKind::Unseen,
            message,
            "does not return to the checker",
        )
    }

    /// A thread used up its stack.
    pub(super) fn overflow(&self) -> RawFailure {
        let place = self.place();
        let (name, at) = (place.name(), place.line());
        let size = stacks::SIZE >> 20;
        let message = format!(
            "{name} overflowed its stack after its step at {at}. It recurses without end, or too deeply for the \
             {size} MiB that each thread of a model has. Limit the recursion, or keep large \
             values on the heap, in a `Box` or a `Vec`"
        );
        place.failure(FailureKind::Limit, message, "overflows its stack")
    }

    fn place(&self) -> Place {
        let last = self.last.load(Relaxed);
        Place {
            threads: self.threads.lock().clone(),
            thread: self.thread.load(Relaxed),
            // SAFETY: only `runs` and `step` store here, and every caller's location lives as long as the program.
            last: unsafe { last.cast_const().as_ref() },
        }
    }
}

impl Place {
    fn name(&self) -> String {
        let info = self.threads.get(usize::from(self.thread));
        let name = info.and_then(|info| {
            let binding = || info.loc.and_then(called);
            info.name.clone().or_else(binding)
        });
        name.unwrap_or_else(|| format!("thread {}", self.thread))
    }

    fn line(&self) -> String {
        let line = self
            .last
            .map(|loc| format!("{}:{}", normal(loc.file()), loc.line()));
        line.unwrap_or_else(|| "its start".into())
    }

    /// The failure of a story with one row, which says `does`.
    fn failure(self, kind: FailureKind, message: String, does: &str) -> RawFailure {
        let mut event = Event::by(self.thread, Op::Note, self.last);
        event.note = Some(does.into());
        RawFailure {
            kind,
            message,
            at: self.last.map(|loc| (loc.file().to_string(), loc.line())),
            thread: self.thread,
            log: Log {
                threads: self.threads,
                events: vec![event],
                ..Log::default()
            },
            swap: None,
        }
    }
}
