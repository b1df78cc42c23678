//! A row of the table: how it is written down, and what it holds.

use crate::log::ids::ThreadId;
use recording::StepKind as Kind;

/// A row of the table.
///
/// Each of its texts continues the words of its [`Kind`]. In them `{object}`, `{value}` and `{note}` are those of the event, `{remark}` is its ordering and its
/// note, `{thread}` and `{count}` are those of the operation, `{verb}` is the label without `fetch_`, `{message}` what the thread
/// panicked with, `{arms}` what a select waits for. What stands in brackets is left out if something
/// in them is not known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    /// What the explorer's engine calls the step: in graphs, and when it complains.
    pub(crate) label: &'static str,
    /// What it did.
    pub(crate) did: (Kind, &'static str),
    /// What a thread that waits in it wants to do.
    pub(crate) wish: (Kind, &'static str),
    /// What would end that wait.
    pub(crate) until: &'static str,
    /// What another thread could do to end it: `notify it`. Empty if no single thread could.
    pub(crate) help: &'static str,
    pub(crate) thread: Option<ThreadId>,
    pub(crate) count: u16,
    pub(super) effect: Effect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Other threads may go on because of it.
    Works,
    /// Nothing changes.
    Looks,
    /// Other threads may go on because of it, and little more is to be expected of its own: it may
    /// come after the return of main.
    Ends,
}

pub(super) const GOES_ON: &str = "until another thread continues";
pub(super) const INITIALIZED: &str = "until its initialization ends";
pub(super) const UNLOCKED: &str = "until it is unlocked";

const fn row(effect: Effect, label: &'static str, did: &'static str) -> Row {
    Row {
        label,
        did: (Kind::Other, did),
        wish: (Kind::Other, "use {object}"),
        until: GOES_ON,
        help: "",
        thread: None,
        count: 0,
        effect,
    }
}

pub(super) const fn works(label: &'static str, did: &'static str) -> Row {
    row(Effect::Works, label, did)
}

pub(super) const fn looks(label: &'static str, did: &'static str) -> Row {
    row(Effect::Looks, label, did)
}

pub(super) const fn ends(label: &'static str, did: &'static str) -> Row {
    row(Effect::Ends, label, did)
}

impl Row {
    /// It is of this kind, whose words its text continues.
    pub(super) const fn kind(mut self, kind: Kind) -> Row {
        self.did.0 = kind;
        self
    }

    /// A thread may have to wait in it.
    pub(super) const fn waits(self, wish: &'static str, until: &'static str) -> Row {
        self.waits_in(Kind::Other, wish, until)
    }

    /// A thread may have to wait in it, in a step of this kind.
    pub(super) const fn waits_in(
        mut self,
        kind: Kind,
        wish: &'static str,
        until: &'static str,
    ) -> Row {
        self.wish = (kind, wish);
        self.until = until;
        self
    }

    pub(super) const fn helped(mut self, help: &'static str) -> Row {
        self.help = help;
        self
    }

    pub(super) const fn of(mut self, thread: ThreadId) -> Row {
        self.thread = Some(thread);
        self
    }

    pub(super) const fn counts(mut self, count: u16) -> Row {
        self.count = count;
        self
    }
}
