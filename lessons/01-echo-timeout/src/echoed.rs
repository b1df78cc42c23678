//! How an echo ended: what the correct echo and each of its traps return to their caller.

use crate::sync::thread::JoinHandle;
use std::error::Error;
use std::fmt;
use std::io;

/// The state of an echo at the moment the foreground stopped waiting for it.
#[derive(Debug)]
pub struct Echoed {
    /// Which of the two events that the foreground waited for happened first.
    pub ending: Ending,
    /// Number of bytes that were accepted for echoing.
    pub read: u64,
    /// Number of accepted bytes that were written and flushed. A write in progress does not count.
    pub written: u64,
    /// What stopped the copier, if something failed.
    pub error: Option<EchoError>,
    /// The copier's handle. Unless `read` and `written` differ, the copier has nothing left to write.
    /// It may still be blocked in a read, and then joining it blocks as well.
    pub copier: JoinHandle<()>,
}

/// Which of two events happened first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Ending {
    /// The copier ended: the input ended, or reading or writing failed.
    CopierEnded,
    /// The time ran out.
    TimedOut,
}

/// An error of an echo: which side failed, and why.
#[derive(Debug)]
pub enum EchoError {
    /// The input could not be read.
    Read(io::Error),
    /// The output could not be written.
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
