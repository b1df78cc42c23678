//! What kind of step a step is, and the words that its text owes to that.

use serde::{Deserialize, Serialize};

/// What a step is, as far as sentences about it differ.
///
/// The checkers make the text of a step with [`StepKind::text`], so that the two cannot disagree: a reader of a
/// recording decides by the kind, and shows the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Anything else. Its text says what, beginning with a verb.
    #[default]
    Other,
    /// Starts another thread.
    Start,
    /// The thread finishes.
    Finish,
    /// The thread panics.
    Panic,
    /// Waits for another thread to finish.
    Join,
    /// Another thread has finished.
    Joined,
    /// Leaves a scope, whose threads have finished.
    LeaveScope,
    /// Returns from the model.
    Return,
    /// Lets other threads go first.
    Yield,
    /// Sleeps.
    Sleep,
    /// Parks.
    Park,
    /// Acquires a lock, or waits to acquire it.
    Lock,
    /// Releases a lock.
    Unlock,
    /// Waits for a notification.
    Wait,
    /// Wakes without one.
    SpuriousWakeup,
    /// Notifies at least one thread.
    Notify,
    /// Notifies, although no thread is waiting.
    NotifyInVain,
    /// Stops waiting because of a timeout.
    TimedOut,
    /// Reads an atomic.
    Load,
    /// Writes an atomic.
    Store,
    /// Accesses plain memory.
    Plain,
    /// Receives a message, or waits for one.
    Receive,
    /// Learns that no sender is left.
    NoSender,
    /// Learns that no receiver is left.
    NoReceiver,
    /// Learns that a channel is full.
    NoSlot,
    /// Drops the last sender of a channel.
    LastSender,
    /// Waits for one of several operations.
    Select,
    /// Says what the model tells it to say.
    Note,
}

impl StepKind {
    /// The words before and after what else a text says.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            StepKind::Other | StepKind::Note => ("", ""),
            StepKind::Start => ("start ", ""),
            StepKind::Finish => ("finish", ""),
            StepKind::Panic => ("panic: ", ""),
            StepKind::Join => ("join ", ""),
            StepKind::Joined => ("joined ", ""),
            StepKind::LeaveScope => ("leave the scope", ""),
            StepKind::Return => ("return", ""),
            StepKind::Yield => ("yield", ""),
            StepKind::Sleep => ("sleep", ""),
            StepKind::Park => ("park", ""),
            StepKind::Lock => ("lock ", ""),
            StepKind::Unlock => ("unlock ", ""),
            StepKind::Wait => ("wait on ", ""),
            StepKind::SpuriousWakeup => ("wake up spuriously", ""),
            StepKind::Notify => ("notify ", ""),
            StepKind::NotifyInVain => ("notify ", ": no thread is waiting"),
            StepKind::TimedOut => ("", ": timed out"),
            StepKind::Load => ("read ", ""),
            StepKind::Store => ("write ", ""),
            StepKind::Plain => ("", " (plain memory)"),
            StepKind::Receive => ("receive ", ""),
            StepKind::NoSender => ("receive from ", ": no sender is left"),
            StepKind::NoReceiver => ("send to ", ": no receiver is left"),
            StepKind::NoSlot => ("try to send to ", ": no free slot"),
            StepKind::LastSender => ("drop the last sender of ", ""),
            StepKind::Select => ("select: ", ""),
        }
    }

    /// Returns the text of a step of this kind, of which `rest` is what its kind does not say.
    ///
    /// # Examples
    /// ```
    /// use recording::StepKind;
    ///
    /// assert_eq!(StepKind::Lock.text("tally"), "lock tally");
    /// assert_eq!(StepKind::NotifyInVain.text("done"), "notify done: no thread is waiting");
    /// ```
    pub fn text(self, rest: &str) -> String {
        let (before, after) = self.words();
        format!("{before}{rest}{after}")
    }

    /// Returns what a text of this kind says besides.
    pub(crate) fn rest(self, text: &str) -> &str {
        let (before, after) = self.words();
        let rest = text.strip_prefix(before).unwrap_or(text);
        rest.strip_suffix(after).unwrap_or(rest)
    }

    /// True for every kind but [`StepKind::Other`], for serde.
    pub(crate) fn is_other(&self) -> bool {
        *self == StepKind::Other
    }
}

#[cfg(test)]
impl StepKind {
    /// The kind of a step that a test writes down as a text.
    pub(crate) fn of(text: &str) -> StepKind {
        use StepKind::*;
        let known = [
            NotifyInVain,
            NoSender,
            NoReceiver,
            NoSlot,
            LastSender,
            TimedOut,
            Plain,
            Start,
            Finish,
            Panic,
            Join,
            Joined,
            LeaveScope,
            Return,
            Yield,
            Sleep,
            Park,
            Lock,
            Unlock,
            Wait,
            SpuriousWakeup,
            Notify,
            Load,
            Store,
            Receive,
            Select,
        ];
        let is = |kind: &StepKind| {
            let (before, after) = kind.words();
            let whole = after.is_empty() && !before.ends_with(' ');
            match whole {
                true => text == before,
                false => text.starts_with(before) && text.ends_with(after),
            }
        };
        known.into_iter().find(is).unwrap_or_default()
    }
}
