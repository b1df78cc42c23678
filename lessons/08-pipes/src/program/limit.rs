//! Inputs within a time: each comes through a pipe that is closed when the time is over.

use super::consumers::BLOCK;
use super::deadline::timed_out;
use super::pump::pass_on;
use lesson_08::pipe::{PipeReader, pipe};
use lesson_08::sync::Arc;
use lesson_08::sync::channel::{RecvTimeoutError, Sender, bounded};
use lesson_08::sync::thread::{Builder, JoinHandle};
use lesson_08::sync::time::{Duration, Instant};
use std::io::{self, Read};

/// An input that is read to its end.
pub type Input = Box<dyn Read + Send>;

/// The end of the time that all inputs have together.
#[derive(Debug)]
pub struct Limit {
    began: Instant,
    timeout: Duration,
}

impl Limit {
    /// From now on.
    pub fn new(timeout: Duration) -> Self {
        Limit {
            began: Instant::now(),
            timeout,
        }
    }

    fn left(&self) -> Duration {
        self.timeout.saturating_sub(self.began.elapsed())
    }

    /// An input that a thread opens and passes on through a pipe. When time is up, the pipe is closed
    /// with an error, whatever the thread waits for.
    ///
    /// # Errors
    /// It could not be opened, or not in time.
    pub fn read(
        &self,
        open: impl FnOnce() -> io::Result<Input> + Send + 'static,
    ) -> io::Result<Input> {
        let timeout = self.timeout;
        let (reader, writer) = pipe();
        let writer = Arc::new(writer);
        let (opened_tx, opened_rx) = bounded(1);
        let passes = writer.clone();
        // It may be blocked in opening or reading, and there is no portable way to end that, so no
        // thread joins it.
        Builder::new()
            .name("input".into())
            .spawn(move || match open() {
                Ok(input) => {
                    let _ = opened_tx.send(Ok(()));
                    if let Err(error) = pass_on(BLOCK, input, &*passes) {
                        passes.close_with_error(error);
                    }
                    passes.close();
                }
                Err(error) => drop(opened_tx.send(Err(error))),
            })?;
        match opened_rx.recv_timeout(self.left()) {
            Ok(opened) => opened?,
            Err(_) => return Err(timed_out(timeout)),
        }
        let left = self.left();
        let (ended_tx, ended_rx) = bounded(0);
        let timer = Builder::new().name("deadline".into()).spawn(move || {
            if let Err(RecvTimeoutError::Timeout) = ended_rx.recv_timeout(left) {
                writer.close_with_error(timed_out(timeout));
            }
        })?;
        Ok(Box::new(Limited {
            reader,
            ended: Some(ended_tx),
            timer: Some(timer),
        }))
    }
}

/// The reading end of such a pipe.
struct Limited {
    reader: PipeReader,
    ended: Option<Sender<()>>,
    timer: Option<JoinHandle<()>>,
}

impl Read for Limited {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer)
    }
}

impl Drop for Limited {
    fn drop(&mut self) {
        self.reader.close();
        drop(self.ended.take());
        if let Some(timer) = self.timer.take() {
            let _ = timer.join();
        }
    }
}
