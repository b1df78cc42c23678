//! The protocol that the command line names.

use super::args::Variant;
use lesson_06::ledger::Ledger;
use lesson_06::source::{Source, Stop};
use lesson_06::{done, drop, join};
use std::io;

/// Runs senders until `stop` is ready, by the protocol of `variant`.
///
/// # Errors
/// Returns an error if a thread cannot be started.
pub fn run<S: Source>(
    variant: Variant,
    sources: Vec<S>,
    stop: &Stop,
    ledger: &Ledger,
    receive: impl FnMut(S::Message),
) -> io::Result<()> {
    match variant {
        Variant::Done => done::run(sources, stop, ledger, receive),
        Variant::Drop => drop::run(sources, stop, ledger, receive),
        Variant::Join => join::run(sources, stop, ledger, receive),
    }
}
