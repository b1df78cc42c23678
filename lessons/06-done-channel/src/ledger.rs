//! The counts that the program keeps: one counter for each kind of event.

use crate::books::{Books, Event};
use crate::sync::Arc;
use crate::sync::atomic::{AtomicU64, Ordering};
use std::fmt;

/// Counters that every thread adds to.
#[derive(Clone, Debug, Default)]
pub struct Ledger(Arc<Counters>);

#[derive(Debug, Default)]
struct Counters {
    started: AtomicU64,
    ended: AtomicU64,
    sent: AtomicU64,
    received: AtomicU64,
    dropped: AtomicU64,
    opened: AtomicU64,
    closed: AtomicU64,
}

/// The counts so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// Threads of senders that were started.
    pub started: u64,
    /// Threads of senders that have ended.
    pub ended: u64,
    /// Messages that were sent to a channel.
    pub sent: u64,
    /// Messages that were received from it.
    pub received: u64,
    /// Messages that were never received.
    pub dropped: u64,
    /// Channels that were opened.
    pub opened: u64,
    /// Channels that were closed.
    pub closed: u64,
}

impl Books for Ledger {
    fn note(&self, event: Event) {
        let counters = &*self.0;
        let counter = match event {
            Event::ThreadStarted => &counters.started,
            Event::ThreadEnded => &counters.ended,
            Event::Sent => &counters.sent,
            Event::Received => &counters.received,
            Event::Dropped => &counters.dropped,
            Event::Opened(_) => &counters.opened,
            Event::Closed(_) => &counters.closed,
        };
        // Relaxed: a reader has joined the threads, or knows that they may still be running.
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

impl Ledger {
    /// Returns the counts so far.
    pub fn account(&self) -> Account {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let counters = &*self.0;
        Account {
            started: read(&counters.started),
            ended: read(&counters.ended),
            sent: read(&counters.sent),
            received: read(&counters.received),
            dropped: read(&counters.dropped),
            opened: read(&counters.opened),
            closed: read(&counters.closed),
        }
    }
}

impl Account {
    /// Whether nothing is left behind: no thread, no channel, no message.
    pub fn is_balanced(&self) -> bool {
        self.started == self.ended
            && self.opened == self.closed
            && self.sent == self.received + self.dropped
    }
}

/// One line for a person.
impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Account {
            started,
            ended,
            sent,
            received,
            dropped,
            opened,
            closed,
        } = self;
        let open = opened.saturating_sub(*closed);
        write!(
            f,
            "threads: {started} started, {ended} ended; \
             messages: {sent} sent, {received} received, {dropped} dropped; \
             channels: {open} of {opened} left open"
        )
    }
}
