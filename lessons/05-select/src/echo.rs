//! The technique: a reader sends what it reads, and a loop selects between that and a timer.
//!
//! Buffers circulate: filled ones go to the loop, and empty ones return to the reader. Each channel
//! has as many slots as there are buffers, so no send ever blocks. The reader waits for an empty
//! buffer *before* it reads, so it never holds bytes while it is blocked.
//!
//! Once the timer has fired, the loop returns no more buffers, but it still writes what is in the
//! channel. Bytes that were sent before the timeout are therefore written before the closing
//! message, and bytes that arrive after it are not written at all:
//!
//! ```text
//!    reader                        main
//! 1  reads "ab", sends it
//! 2                                select: the timer has fired
//! 3                                receives "ab", writes it
//! 4                                finds the channel empty, returns
//! 5  reads "cd": it is never received
//! ```
//!
//! # Examples
//! ```
//! use lesson_05::echo::Echo;
//! use lesson_05::echoed::{Ending, Sizes};
//! use std::time::Duration;
//!
//! let sizes = Sizes { read: 1024, buffers: 64 };
//! let mut output = vec![];
//! let echo = Echo::start(&b"hello"[..], &mut output, sizes)?;
//! let echoed = echo.wait(Duration::from_secs(30));
//! assert!(matches!(echoed.ending, Ending::InputEnded));
//! assert_eq!(output, b"hello");
//! # std::io::Result::Ok(())
//! ```

use crate::echoed::{Echoed, Ending, Progress, Sizes};
use crate::patient;
use crate::sync::channel::{Receiver, Sender, TryRecvError, after, bounded};
use crate::sync::thread::{Builder, JoinHandle, yield_now};
use crate::sync::time::Duration;
use crate::sync::{Arc, select_biased};
use std::io::{self, ErrorKind, IoSlice, Read, Write};
use std::iter;

/// An echo whose reader thread is running.
#[derive(Debug)]
pub struct Echo<W> {
    /// What was read, in order. It is disconnected once the reader has reached the end of its input.
    pub(crate) filled: Receiver<Vec<u8>>,
    pub(crate) output: Output<W>,
    pub(crate) reader: JoinHandle<io::Result<()>>,
}

/// Writes filled buffers, and returns them to the reader.
#[derive(Debug)]
pub(crate) struct Output<W> {
    output: W,
    empty: Sender<Vec<u8>>,
    sizes: Sizes,
    progress: Arc<Progress>,
}

/// The reader's side. The two channels are dropped before the input is, so the loop learns of the end
/// of the input before the input itself is dropped.
pub(crate) struct Reader<R> {
    pub filled: Sender<Vec<u8>>,
    pub empty: Receiver<Vec<u8>>,
    pub input: R,
    pub sizes: Sizes,
    pub progress: Arc<Progress>,
}

/// Connects a reader and an output by two channels, with all buffers empty. Returns the reader, the
/// channel of what it has read, and the output.
pub(crate) fn ends<R, W>(
    input: R,
    output: W,
    sizes: Sizes,
) -> (Reader<R>, Receiver<Vec<u8>>, Output<W>) {
    let (filled_tx, filled_rx) = bounded(sizes.buffers);
    let (empty_tx, empty_rx) = bounded(sizes.buffers);
    for _ in 0..sizes.buffers {
        // The channel has a slot for each of them.
        let _ = empty_tx.send(Vec::new());
    }
    let progress = Arc::new(Progress::new());
    let reader = Reader {
        filled: filled_tx,
        empty: empty_rx,
        input,
        sizes,
        progress: progress.clone(),
    };
    let output = Output {
        output,
        empty: empty_tx,
        sizes,
        progress,
    };
    (reader, filled_rx, output)
}

impl<W: Write> Echo<W> {
    /// Starts a thread that reads `input`. [`wait`](Self::wait) writes what it reads.
    ///
    /// Reads and writes that a signal interrupts are retried.
    ///
    /// # Errors
    /// Returns an error if the thread cannot be started.
    pub fn start<R>(input: R, output: W, sizes: Sizes) -> io::Result<Self>
    where
        R: Read + Send + 'static,
    {
        let (reader, filled, output) = ends(input, output, sizes);
        let reader = Builder::new()
            .name("reader".into())
            .spawn(move || run(reader))?;
        Ok(Echo {
            filled,
            output,
            reader,
        })
    }

    /// Returns the byte counts, which stay readable while another thread waits for the echo.
    pub fn progress(&self) -> Arc<Progress> {
        self.output.progress.clone()
    }

    // ANCHOR: wait
    /// Writes what is read until the input ends or `timeout` has passed. If both happen at once, the
    /// end of the input counts. A timeout that is too long for the clock never fires.
    ///
    /// After the timeout, it writes at most twice as many buffers as there are. How long that takes
    /// depends on the output.
    pub fn wait(self, timeout: Duration) -> Echoed {
        let Echo {
            filled,
            mut output,
            reader,
        } = self;
        let ending = echo(&mut output, &filled, timeout);
        Echoed {
            ending: ending.unwrap_or_else(Ending::OutputFailed),
            reader,
        }
    }
}

fn echo<W: Write>(
    output: &mut Output<W>,
    filled: &Receiver<Vec<u8>>,
    timeout: Duration,
) -> io::Result<Ending> {
    let time = after(timeout);
    loop {
        // The timer stands first, so a busy input cannot delay it.
        select_biased! {
            recv(time) -> _ => break,
            recv(filled) -> first => {
                let Ok(first) = first else {
                    return Ok(Ending::InputEnded);
                };
                output.pass(first, filled)?;
            }
        }
    }
    output.rest(filled)
}

impl<W: Write> Output<W> {
    /// Writes `first` and whatever else has been sent already, up to a limit, and returns the buffers
    /// to the reader. One select and one write serve all of them, while the reader fills others.
    pub fn pass(&mut self, first: Vec<u8>, filled: &Receiver<Vec<u8>>) -> io::Result<()> {
        let most = self.sizes.batch();
        let batch = iter::once(first).chain(filled.try_iter()).take(most);
        let batch: Vec<_> = batch.collect();
        self.write(&batch)?;
        let emptied = batch.len() < most;
        for buffer in batch {
            // Fails only if the reader has ended and needs no buffers.
            let _ = self.empty.send(buffer);
        }
        if emptied {
            // The reader has buffers now. If it runs before the next select blocks, it fills more
            // than one of them.
            yield_now();
        }
        Ok(())
    }

    /// Writes what was sent before the timeout. No buffer is returned to the reader any more.
    pub fn rest(&mut self, filled: &Receiver<Vec<u8>>) -> io::Result<Ending> {
        loop {
            match filled.try_recv() {
                Ok(buffer) => self.write(&[buffer])?,
                Err(TryRecvError::Empty) => return Ok(Ending::TimedOut),
                Err(TryRecvError::Disconnected) => return Ok(Ending::InputEnded),
            }
        }
    }
    // ANCHOR_END: wait

    /// Writes all of these buffers, with as few calls as the output allows.
    fn write(&mut self, batch: &[Vec<u8>]) -> io::Result<()> {
        let mut left: usize = batch.iter().map(Vec::len).sum();
        let mut slices: Vec<_> = batch.iter().map(|buffer| IoSlice::new(buffer)).collect();
        let mut rest = &mut slices[..];
        while left > 0 {
            let n = uninterrupted(|| self.output.write_vectored(rest))?;
            if n == 0 {
                return Err(ErrorKind::WriteZero.into());
            }
            uninterrupted(|| self.output.flush())?;
            self.progress.count_written(n);
            left -= n;
            IoSlice::advance_slices(&mut rest, n);
        }
        Ok(())
    }
}

// ANCHOR: read
fn run<R: Read>(mut reader: Reader<R>) -> io::Result<()> {
    // Fails once the loop has ended, because no more buffers are returned then.
    while let Ok(mut buffer) = patient::recv(&reader.empty) {
        buffer.resize(reader.sizes.read, 0);
        let n = uninterrupted(|| reader.input.read(&mut buffer))?;
        if n == 0 {
            return Ok(());
        }
        buffer.truncate(n);
        reader.progress.count_read(n);
        if reader.filled.send(buffer).is_err() {
            return Ok(());
        }
    }
    Ok(())
}
// ANCHOR_END: read

/// Retries a call for as long as a signal interrupts it.
pub(crate) fn uninterrupted<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}
