//! A thread that feeds a pipe, so that the other end can read what it produces.

use super::deadline::timed_out;
use lesson_08::pipe::{PipeReader, PipeWriter, pipe};
use lesson_08::sync::channel::{Receiver, RecvTimeoutError, Sender, bounded};
use lesson_08::sync::thread::{Builder, JoinHandle};
use lesson_08::sync::time::Duration;
use lesson_08::sync::{Arc, Mutex};
use std::convert::Infallible;
use std::io::{self, ErrorKind};
use std::panic::resume_unwind;

/// Pauses that end early when the reader is gone. No message is ever sent.
#[derive(Debug)]
pub struct Pauses(Receiver<Infallible>);

/// While it exists, pauses last their full time.
#[derive(Debug)]
pub struct Going(#[expect(dead_code, reason = "dropping it is what counts")] Sender<Infallible>);

/// Both sides of the pauses of one feeder.
pub fn pauses() -> (Pauses, Going) {
    let (going, is_going) = bounded(0);
    (Pauses(is_going), Going(going))
}

impl Pauses {
    /// Waits for `time`.
    ///
    /// # Errors
    /// The reader is gone.
    pub fn pause(&self, time: Duration) -> io::Result<()> {
        match self.0.recv_timeout(time) {
            Err(RecvTimeoutError::Timeout) => Ok(()),
            Ok(_) | Err(RecvTimeoutError::Disconnected) => Err(ErrorKind::BrokenPipe.into()),
        }
    }
}

/// Closes the pipe when the work is done, with its error if it failed, so that the reader does not take
/// a part for the whole.
pub fn close(writer: &PipeWriter, done: io::Result<()>) {
    match done {
        Ok(()) => writer.close(),
        Err(why) => writer.close_with_error(why),
    }
}

/// A copy of the error.
fn same(why: &io::Error) -> io::Error {
    io::Error::new(why.kind(), why.to_string())
}

/// A thread that feeds a pipe, and one that ends it in time.
#[derive(Debug)]
pub struct Feed {
    feeder: JoinHandle<()>,
    /// Written by the feeder before it closes the pipe.
    done: Arc<Mutex<Option<io::Result<()>>>>,
    clock: Option<JoinHandle<()>>,
    going: Going,
    /// Nothing is ever sent: while it lives, time runs.
    time: Option<Sender<Infallible>>,
}

/// Starts `work` in a thread of its own, and closes its pipe with `TimedOut` when `timeout` is over.
///
/// The threads are not scoped: one that waits for standard input cannot be waited for.
///
/// # Errors
/// A thread could not be started.
pub fn start(
    timeout: Option<Duration>,
    work: impl FnOnce(&mut &PipeWriter, &Pauses) -> io::Result<()> + Send + 'static,
) -> io::Result<(PipeReader, Feed)> {
    let (reader, writer) = pipe();
    let (pauses, going) = pauses();
    let writer = Arc::new(writer);
    // It must not keep the writer open that a panicking feeder drops.
    let late = Arc::downgrade(&writer);
    let done = Arc::new(Mutex::new(None));
    let told = done.clone();
    let feeder = Builder::new().name("feeder".into());
    let feeder = feeder.spawn(move || {
        let done = work(&mut &*writer, &pauses);
        let closing = done.as_ref().map_err(same).copied();
        *told.lock() = Some(done);
        close(&writer, closing);
    })?;
    let (mut clock, mut time) = (None, None);
    if let Some(timeout) = timeout {
        let (time_tx, time_rx) = bounded(0);
        let thread = Builder::new().name("clock".into()).spawn(move || {
            if let Err(RecvTimeoutError::Timeout) = time_rx.recv_timeout(timeout)
                && let Some(writer) = late.upgrade()
            {
                writer.close_with_error(timed_out(timeout));
            }
        })?;
        (clock, time) = (Some(thread), Some(time_tx));
    }
    let feed = Feed {
        feeder,
        done,
        clock,
        going,
        time,
    };
    Ok((reader, feed))
}

impl Feed {
    /// Waits for the threads, whose reader must be gone: what the work came to.
    ///
    /// # Errors
    /// The work failed, also because its reader was gone.
    pub fn join(self) -> io::Result<()> {
        let Feed {
            feeder,
            done,
            clock,
            going,
            time,
        } = self;
        drop((going, time));
        if let Some(clock) = clock {
            clock.join().unwrap_or_else(|why| resume_unwind(why));
        }
        feeder.join().unwrap_or_else(|why| resume_unwind(why));
        done.lock().take().unwrap_or(Ok(()))
    }

    /// As [`join`](Self::join), without waiting: it may be blocked in reading standard input, and
    /// there is no portable way to end that.
    ///
    /// # Errors
    /// The work failed.
    pub fn leave(self) -> io::Result<()> {
        self.done.lock().take().unwrap_or(Ok(()))
    }
}
