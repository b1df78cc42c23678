//! One check at a time: one that is asked for while another is under way ends that, and begins after it.

use crate::child;
use anyhow::Context;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

/// How often a check that is not wanted any more is asked to end.
const TICK: Duration = Duration::from_millis(50);

const OVER: &str = "the watcher has ended";

/// Whether a check is under way, and still wanted.
#[derive(Debug, Default)]
pub struct Latest {
    under_way: bool,
    /// It is to begin anew.
    again: bool,
}

impl Latest {
    /// Whether a check can begin now; one that is under way is ended first.
    pub fn begins(&mut self) -> bool {
        self.again = self.under_way;
        if self.under_way {
            child::end();
        }
        !std::mem::replace(&mut self.under_way, true)
    }

    /// The check is over: whether what came of it is still wanted. If not, another one has to begin.
    pub fn is_wanted(&mut self) -> bool {
        self.under_way = false;
        !self.again
    }

    /// What happens next.
    ///
    /// # Errors
    /// Nothing can happen any more.
    pub fn next<E>(&self, happened: &Receiver<E>) -> anyhow::Result<E> {
        if !(self.under_way && self.again) {
            return happened.recv().context(OVER);
        }
        loop {
            match happened.recv_timeout(TICK) {
                Err(RecvTimeoutError::Timeout) => child::end(),
                event => return event.context(OVER),
            }
        }
    }

    /// Ends the check under way; it tidies up, if that does not take long.
    pub fn end<E>(&self, happened: &Receiver<E>, is_over: impl Fn(&E) -> bool) {
        child::close();
        while self.under_way
            && let Ok(event) = happened.recv_timeout(child::TIDY)
            && !is_over(&event)
        {}
    }
}
