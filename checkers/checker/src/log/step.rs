//! A step of the running thread, written into the log: one that comes too late fails the execution.

use crate::failure;
use crate::log::event::Event;
use crate::log::recorder;

impl Event {
    /// Writes it into the log.
    pub(crate) fn record(self) {
        if recorder::record(self) {
            failure::left_running();
        }
    }

    /// Writes it into the log as the place where the thread starts to wait.
    pub(crate) fn record_blocked(mut self) {
        self.blocks = true;
        self.record();
    }
}
