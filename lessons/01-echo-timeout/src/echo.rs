//! An echo: a copier in the background, a timer in the foreground, and one monitor between them.
//!
//! The copier *accepts* each chunk under the monitor's lock before it writes the chunk, and the
//! foreground closes the echo under the same lock. A chunk is therefore accepted either before the
//! timeout, and then the closing message waits until it is written, or not at all, and then it is
//! never written:
//!
//! ```text
//!    copier                        foreground
//! 1  reads "ab"
//! 2  accepts 2 bytes
//! 3                                timeout: closes the echo, waits
//! 4  writes "ab", notifies
//! 5                                read = written: prints the closing message
//! 6  reads "cd"
//! 7  finds the echo closed: ends
//! ```
//!
//! # Examples
//! ```
//! use lesson_01::{echo::Echo, echoed::Ending};
//! use std::time::Duration;
//!
//! let echo = Echo::start(&b"hello"[..], std::io::sink())?;
//! let echoed = echo.wait(Duration::from_secs(30), Duration::from_secs(1));
//! assert_eq!((echoed.ending, echoed.written), (Ending::CopierEnded, 5));
//! # std::io::Result::Ok(())
//! ```

use crate::echoed::{EchoError, Echoed, Ending};
use crate::sync::thread::{Builder, JoinHandle};
use crate::sync::time::{Duration, Instant};
use crate::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::io::{self, ErrorKind, Read, Write};

/// The largest number of bytes that one read may return: the capacity of a pipe on Linux.
pub(crate) const CHUNK: usize = 64 * 1024;

/// An echo that runs in the background.
#[derive(Debug)]
pub struct Echo {
    pub(crate) monitor: Arc<Monitor>,
    pub(crate) copier: JoinHandle<()>,
}

// ANCHOR: monitor
#[derive(Debug)]
pub(crate) struct Monitor {
    pub progress: Mutex<Progress>,
    /// Notified when the copier ends and, once the echo is closed, after each write.
    pub changed: Condvar,
}

/// Every field is read and written only under the lock of [`Monitor::progress`].
#[derive(Debug, Default)]
pub(crate) struct Progress {
    /// Bytes accepted so far. Written by the copier.
    pub read: u64,
    /// Accepted bytes that were written and flushed so far. Written by the copier.
    pub written: u64,
    /// Nothing more is accepted. Set once by the foreground, at the timeout.
    pub closed: bool,
    /// The copier will not write again. Set once by the copier.
    pub ended: bool,
    /// What stopped the copier, if something failed. Written together with `ended`.
    pub error: Option<EchoError>,
}
// ANCHOR_END: monitor

/// The background half: reads and writes in a thread of its own.
pub(crate) struct Copier<R, W> {
    pub monitor: Arc<Monitor>,
    pub input: R,
    pub output: W,
    pub error: Option<EchoError>,
}

impl Echo {
    /// Starts copying `input` to `output` in the background, each chunk as it arrives.
    ///
    /// Interrupted reads and writes are retried. When the copier ends, it notifies the foreground
    /// first and drops both ends afterwards.
    ///
    /// # Errors
    /// Returns an error if the thread cannot be started.
    pub fn start<R, W>(input: R, output: W) -> io::Result<Echo>
    where
        R: Read + Send + 'static,
        W: Write + Send + 'static,
    {
        let copier = Copier::new(input, output);
        let monitor = copier.monitor.clone();
        let copier = Builder::new()
            .name("copier".into())
            .spawn(move || copier.run())?;
        Ok(Echo { monitor, copier })
    }

    // ANCHOR: wait
    /// Blocks until the copier ends, but at most for `timeout`; then, at most for `grace`, until
    /// everything that was accepted is written.
    ///
    /// If the copier ends exactly at the timeout, its end is reported. A time that is too long for
    /// the clock means forever.
    pub fn wait(self, timeout: Duration, grace: Duration) -> Echoed {
        let Echo { monitor, copier } = self;
        let mut progress = monitor.progress.lock();
        monitor.wait_while(&mut progress, timeout, |now| !now.ended);
        let ending = if progress.ended {
            Ending::CopierEnded
        } else {
            progress.closed = true;
            monitor.wait_while(&mut progress, grace, |now| {
                now.read != now.written && !now.ended
            });
            Ending::TimedOut
        };
        Echoed {
            ending,
            read: progress.read,
            written: progress.written,
            error: progress.error.take(),
            copier,
        }
    }
    // ANCHOR_END: wait
}

impl Monitor {
    /// Blocks while `condition` holds, but at most for `limit`.
    pub fn wait_while(
        &self,
        progress: &mut MutexGuard<'_, Progress>,
        limit: Duration,
        condition: impl Fn(&Progress) -> bool,
    ) {
        let deadline = Instant::now().checked_add(limit);
        while condition(progress) {
            match deadline {
                None => self.changed.wait(progress),
                Some(deadline) => {
                    if self.changed.wait_until(progress, deadline).timed_out() {
                        return;
                    }
                }
            }
        }
    }

    /// Accepts a chunk, unless the echo is closed. An accepted chunk must be written.
    pub fn accept(&self, bytes: usize) -> bool {
        let mut progress = self.progress.lock();
        if !progress.closed {
            progress.read += bytes as u64;
        }
        !progress.closed
    }

    /// Counts bytes as written. The foreground waits for that only once it has closed the echo.
    pub fn count_written(&self, bytes: usize) {
        let mut progress = self.progress.lock();
        progress.written += bytes as u64;
        if progress.closed {
            self.changed.notify_one();
        }
    }
}

impl<R, W> Copier<R, W> {
    pub fn new(input: R, output: W) -> Self {
        let monitor = Arc::new(Monitor {
            progress: Mutex::new(Progress::default()),
            changed: Condvar::new(),
        });
        Copier {
            monitor,
            input,
            output,
            error: None,
        }
    }
}

impl<R: Read, W: Write> Copier<R, W> {
    fn run(mut self) {
        self.error = copy(&mut self).err();
    }
}

fn copy<R: Read, W: Write>(copier: &mut Copier<R, W>) -> Result<(), EchoError> {
    let mut chunk = vec![0; CHUNK];
    loop {
        let n = uninterrupted(|| copier.input.read(&mut chunk)).map_err(EchoError::Read)?;
        if n == 0 || !copier.monitor.accept(n) {
            return Ok(());
        }
        let mut rest = &chunk[..n];
        while !rest.is_empty() {
            let n = write(&mut copier.output, rest).map_err(EchoError::Write)?;
            copier.monitor.count_written(n);
            rest = &rest[n..];
        }
    }
}

/// Notifies the foreground, even while a panic unwinds. The fields are dropped afterwards.
impl<R, W> Drop for Copier<R, W> {
    fn drop(&mut self) {
        let mut progress = self.monitor.progress.lock();
        progress.ended = true;
        progress.error = self.error.take();
        self.monitor.changed.notify_one();
    }
}

/// Writes at least one of `bytes`, flushes, and returns how many were written.
pub(crate) fn write(output: &mut impl Write, bytes: &[u8]) -> io::Result<usize> {
    let n = uninterrupted(|| output.write(bytes))?;
    if n == 0 {
        return Err(ErrorKind::WriteZero.into());
    }
    uninterrupted(|| output.flush())?;
    Ok(n)
}

/// Repeats `call` until a signal does not interrupt it.
pub(crate) fn uninterrupted<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}
