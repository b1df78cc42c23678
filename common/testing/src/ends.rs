//! Inputs and outputs that misbehave, for the techniques that echo.

use std::collections::VecDeque;
use std::io::{self, Cursor, ErrorKind, Read, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

/// What an end does when it is called: handle this many bytes at most, or fail.
pub type Step = Result<usize, ErrorKind>;

/// The call was interrupted before anything happened.
pub const INTERRUPTED: Step = Err(ErrorKind::Interrupted);

/// An input or output that follows a script, and then does all that it is asked for.
#[derive(Debug, Default)]
pub struct Scripted {
    reads: VecDeque<u8>,
    steps: VecDeque<Step>,
    /// What the next flushes fail with.
    pub flushes: VecDeque<ErrorKind>,
    /// What was written so far.
    pub written: Arc<Mutex<Vec<u8>>>,
}

/// An end that brings these bytes, and does these steps first.
pub fn typed(reads: &[u8], steps: impl Into<VecDeque<Step>>) -> Scripted {
    Scripted {
        reads: reads.iter().copied().collect(),
        steps: steps.into(),
        ..Scripted::default()
    }
}

impl Scripted {
    /// What was written so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.written.lock().unwrap().clone()
    }

    fn next(&mut self, most: usize) -> io::Result<usize> {
        let step = self.steps.pop_front().unwrap_or(Ok(most));
        Ok(step?.min(most))
    }
}

impl Read for Scripted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.next(buffer.len())?;
        self.reads.read(&mut buffer[..n])
    }
}

impl Write for Scripted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.next(bytes.len())?;
        self.written.lock().unwrap().extend(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.flushes
            .pop_front()
            .map_or(Ok(()), |kind| Err(kind.into()))
    }
}

/// An input that panics with `"broken"`, and prints nothing.
#[derive(Debug)]
pub struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        std::panic::resume_unwind(Box::new("broken"))
    }
}

/// An output that tells of each write and then waits until it is let go.
#[derive(Debug)]
pub struct Blocked {
    begun: Sender<()>,
    go: Receiver<()>,
}

/// A blocked output, what tells of its writes, and what lets it go when it is dropped.
pub fn blocked() -> (Blocked, Receiver<()>, Sender<()>) {
    let (begun, has_begun) = channel();
    let (go_on, go) = channel();
    (Blocked { begun, go }, has_begun, go_on)
}

impl Write for Blocked {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let _ = self.begun.send(());
        let _ = self.go.recv();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// An input that brings so many bytes at a time, as a writer of such pieces would.
#[derive(Debug)]
pub struct Pieces {
    bytes: Cursor<Vec<u8>>,
    size: usize,
}

/// An input of `bytes` dots, in pieces of `size`.
pub fn pieces(bytes: usize, size: usize) -> Pieces {
    let bytes = Cursor::new(vec![b'.'; bytes]);
    Pieces { bytes, size }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let size = self.size.min(buffer.len());
        self.bytes.read(&mut buffer[..size])
    }
}
