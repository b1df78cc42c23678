//! Which ends are closed, and why: the first reason of each end stays.

use crate::sync::Arc;
use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};

/// Why an end was closed, if a reason was given.
type Why = Option<Arc<io::Error>>;

/// The state of both ends of a pipe: open, or closed and why.
#[derive(Debug, Default)]
pub struct Closing {
    reader: Option<Why>,
    writer: Option<Why>,
}

impl Closing {
    /// Closes the reader, unless it is already closed.
    pub fn close_reader(&mut self, why: Option<io::Error>) {
        self.reader.get_or_insert_with(|| why.map(stored));
    }

    /// Closes the writer, unless it is already closed.
    pub fn close_writer(&mut self, why: Option<io::Error>) {
        self.writer.get_or_insert_with(|| why.map(stored));
    }

    /// Whether either end was closed.
    pub fn is_closed(&self) -> bool {
        self.reader.is_some() || self.writer.is_some()
    }

    /// Whether the reader was closed.
    pub fn reader_is_closed(&self) -> bool {
        self.reader.is_some()
    }

    /// What a read returns when no bytes are left, or `None` if it has to wait.
    pub fn read(&self) -> Option<io::Result<usize>> {
        if self.reader.is_some() {
            let closed = ClosedPipe::ReadAfterClose;
            return Some(Err(io::Error::new(ErrorKind::NotConnected, closed)));
        }
        let why = self.writer.as_ref()?;
        Some(why.as_ref().map_or(Ok(0), |why| {
            Err(io::Error::new(why.kind(), Stored(why.clone())))
        }))
    }

    /// The error of a write of which no byte was read, or `None` if it has to wait.
    pub fn write(&self) -> Option<io::Error> {
        if self.writer.is_some() {
            let closed = ClosedPipe::WriteAfterClose;
            return Some(io::Error::new(ErrorKind::NotConnected, closed));
        }
        let why = self.reader.as_ref()?.clone();
        let gone = ClosedPipe::ReaderGone(why.map(Stored));
        Some(io::Error::new(ErrorKind::BrokenPipe, gone))
    }
}

/// Stores an error that is returned again and again. `Interrupted` and `WouldBlock` would make a caller
/// retry forever, so they are stored as `Other`.
fn stored(why: io::Error) -> Arc<io::Error> {
    Arc::new(match why.kind() {
        ErrorKind::Interrupted | ErrorKind::WouldBlock => io::Error::other(why),
        _ => why,
    })
}

/// A shared [`io::Error`]: has its message, and has it as its source.
#[derive(Clone, Debug)]
pub struct Stored(Arc<io::Error>);

impl fmt::Display for Stored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Error for Stored {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.0)
    }
}

/// A closed end of a pipe was used, or one whose other end is closed.
#[derive(Clone, Debug)]
pub enum ClosedPipe {
    /// A read from a reader that was itself closed. Kind: `NotConnected`.
    ReadAfterClose,
    /// A write to a writer that was itself closed. Kind: `NotConnected`.
    WriteAfterClose,
    /// A write whose reader was closed, with the reader's error if it gave one. Kind: `BrokenPipe`.
    ReaderGone(Option<Stored>),
}

impl fmt::Display for ClosedPipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ClosedPipe::ReadAfterClose => f.write_str("read from a pipe's reader that was closed"),
            ClosedPipe::WriteAfterClose => f.write_str("write to a pipe's writer that was closed"),
            ClosedPipe::ReaderGone(None) => f.write_str("the pipe's reader was closed"),
            ClosedPipe::ReaderGone(Some(why)) => write!(f, "the pipe's reader was closed: {why}"),
        }
    }
}

impl Error for ClosedPipe {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            ClosedPipe::ReaderGone(Some(why)) => why.source(),
            _ => None,
        }
    }
}
