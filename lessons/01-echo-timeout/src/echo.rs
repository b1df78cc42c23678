//! The technique: a copier in the background, a timer in the foreground, one monitor between them.
//!
//! The copier *accepts* each chunk under the monitor's lock before it writes it, and the foreground
//! closes the echo under the same lock. So a chunk comes either before the time-out, and the
//! farewell waits until it is written, or after it, and is never written:
//!
//! ```text
//!    copier                        foreground
//! 1  reads "ab"
//! 2  accepts 2 bytes
//! 3                                time is over: closes, waits
//! 4  writes "ab", tells
//! 5                                read = written: says farewell
//! 6  reads "cd"
//! 7  finds it closed: ends
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

/// The most bytes that one read may bring: as much as a pipe holds on Linux.
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
    /// Notified when the copier ends, and at each write once the echo is closed.
    pub changed: Condvar,
}

/// Every field is read and written under the lock of [`Monitor::progress`] only.
#[derive(Debug, Default)]
pub(crate) struct Progress {
    /// Bytes accepted so far. Written by the copier.
    pub read: u64,
    /// Bytes of those that the output took and flushed. Written by the copier.
    pub written: u64,
    /// Nothing more is accepted. Written by the foreground, once, at the time-out.
    pub closed: bool,
    /// The copier is done with the output. Written by the copier, once.
    pub ended: bool,
    /// What stopped it, if something failed. Written by the copier, together with `ended`.
    pub error: Option<EchoError>,
}
// ANCHOR_END: monitor

/// What reads and writes, in a thread of its own.
pub(crate) struct Copier<R, W> {
    pub monitor: Arc<Monitor>,
    pub input: R,
    pub output: W,
    pub error: Option<EchoError>,
}

impl Echo {
    /// Starts to copy `input` to `output` in the background, each chunk as it arrives.
    ///
    /// Calls that were interrupted are made again. Both ends are dropped when the copier ends, and
    /// that it ended is known before they are.
    ///
    /// # Errors
    /// The thread could not be started.
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
    /// Waits until the copier ends, but no longer than `timeout`; then, no longer than `grace`,
    /// until all that was accepted is written.
    ///
    /// If both end at once, it is the copier's end that counts. A time too long for the clock is
    /// for ever.
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
    /// Waits while `condition` holds, but no longer than `limit`.
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

    /// Whether these bytes came before the time-out. If so, they will be written.
    pub fn accept(&self, bytes: usize) -> bool {
        let mut progress = self.progress.lock();
        if !progress.closed {
            progress.read += bytes as u64;
        }
        !progress.closed
    }

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
        self.error = self.copy().err();
    }

    // ANCHOR: copy
    fn copy(&mut self) -> Result<(), EchoError> {
        let mut chunk = vec![0; CHUNK];
        loop {
            let n = uninterrupted(|| self.input.read(&mut chunk)).map_err(EchoError::Read)?;
            if n == 0 || !self.monitor.accept(n) {
                return Ok(());
            }
            let mut rest = &chunk[..n];
            while !rest.is_empty() {
                let n = write(&mut self.output, rest).map_err(EchoError::Write)?;
                self.monitor.count_written(n);
                rest = &rest[n..];
            }
        }
    }
    // ANCHOR_END: copy
}

/// Tells the foreground, also while a panic unwinds; the fields are dropped after that.
impl<R, W> Drop for Copier<R, W> {
    fn drop(&mut self) {
        let mut progress = self.monitor.progress.lock();
        progress.ended = true;
        progress.error = self.error.take();
        self.monitor.changed.notify_one();
    }
}

/// Writes some of `bytes`, at least one, and flushes: how many.
pub(crate) fn write(output: &mut impl Write, bytes: &[u8]) -> io::Result<usize> {
    let n = uninterrupted(|| output.write(bytes))?;
    if n == 0 {
        return Err(ErrorKind::WriteZero.into());
    }
    uninterrupted(|| output.flush())?;
    Ok(n)
}

pub(crate) fn uninterrupted<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}
