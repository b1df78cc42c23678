//! How an echo ended: what the technique and each of its traps hand to their caller.

use crate::sync::thread::JoinHandle;
use std::error::Error;
use std::fmt;
use std::io;

/// What is known of an echo once the foreground has stopped waiting for it.
#[derive(Debug)]
pub struct Echoed {
    /// What the foreground waited for came first.
    pub ending: Ending,
    /// Bytes that were accepted for echoing, from first to last.
    pub read: u64,
    /// Bytes of those that the output took and flushed; a write under way counts as not written.
    pub written: u64,
    /// What stopped the copier, if something failed.
    pub error: Option<EchoError>,
    /// The copier. It has nothing left to write unless `read` and `written` differ, but it may be
    /// blocked in reading: then joining it blocks too.
    pub copier: JoinHandle<()>,
}

/// Which of two things came first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// The copier ended: the input was over, or reading or writing failed.
    CopierEnded,
    /// The time was over.
    TimedOut,
}

/// Which side of an echo failed, and how.
#[derive(Debug)]
pub enum EchoError {
    /// The input could not be read.
    Read(io::Error),
    /// The output took no more.
    Write(io::Error),
}

impl fmt::Display for EchoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            EchoError::Read(_) => "cannot read the input",
            EchoError::Write(_) => "cannot write the output",
        })
    }
}

impl Error for EchoError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            EchoError::Read(cause) | EchoError::Write(cause) => Some(cause),
        }
    }
}
