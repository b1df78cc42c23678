//! The technique: a reader sends what it reads, and a loop selects between that and a timer.
//!
//! Buffers go round: filled ones to the loop, empty ones back to the reader. There are as many
//! places in each channel as there are buffers, so no send ever waits, and the reader never holds
//! bytes while it waits: it waits for an empty buffer *before* it reads.
//!
//! When the time is over, no buffer goes back any more, and what is in the channel is still
//! written. So bytes come either before the time-out, and the farewell waits for them, or after it:
//!
//! ```text
//!    reader                        main
//! 1  reads "ab", sends it
//! 2                                select: the time is over
//! 3                                takes "ab" out, writes it
//! 4                                finds the channel empty: ends
//! 5  reads "cd": nobody takes it
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

/// An echo whose reader has begun to read.
#[derive(Debug)]
pub struct Echo<W> {
    /// What was read, in order. It is disconnected when the input is over.
    pub(crate) filled: Receiver<Vec<u8>>,
    pub(crate) output: Output<W>,
    pub(crate) reader: JoinHandle<io::Result<()>>,
}

/// Where buffers are written and begin their way back.
#[derive(Debug)]
pub(crate) struct Output<W> {
    output: W,
    empty: Sender<Vec<u8>>,
    sizes: Sizes,
    progress: Arc<Progress>,
}

/// The first two fields are dropped before the input: that it is over is known before it goes.
pub(crate) struct Reader<R> {
    pub filled: Sender<Vec<u8>>,
    pub empty: Receiver<Vec<u8>>,
    pub input: R,
    pub sizes: Sizes,
    pub progress: Arc<Progress>,
}

/// Both ends of an echo, with all buffers empty: the reader, and what comes from it for the output.
pub(crate) fn ends<R, W>(
    input: R,
    output: W,
    sizes: Sizes,
) -> (Reader<R>, Receiver<Vec<u8>>, Output<W>) {
    let (filled_tx, filled_rx) = bounded(sizes.buffers);
    let (empty_tx, empty_rx) = bounded(sizes.buffers);
    for _ in 0..sizes.buffers {
        // There is room for all of them.
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
    /// Starts to read `input` in the background. What it brings is written by
    /// [`wait`](Self::wait).
    ///
    /// Calls that were interrupted are made again.
    ///
    /// # Errors
    /// The thread could not be started.
    pub fn start<R>(input: R, output: W, sizes: Sizes) -> io::Result<Self>
    where
        R: Read + Send + 'static,
    {
        let (reader, filled, output) = ends(input, output, sizes);
        let reader = Builder::new()
            .name("reader".into())
            .spawn(move || reader.run())?;
        Ok(Echo {
            filled,
            output,
            reader,
        })
    }

    /// How far it has come, for whoever does not wait.
    pub fn progress(&self) -> Arc<Progress> {
        self.output.progress.clone()
    }

    // ANCHOR: wait
    /// Writes what is read until the input or the time is over; the end of the input counts if both
    /// come at once. A time too long for the clock is for ever.
    ///
    /// Once the time is over, it writes at most twice as many buffers as there are. How long that
    /// takes is up to the output.
    pub fn wait(self, timeout: Duration) -> Echoed {
        let Echo {
            filled,
            mut output,
            reader,
        } = self;
        let ending = output.echo(&filled, timeout);
        Echoed {
            ending: ending.unwrap_or_else(Ending::OutputFailed),
            reader,
        }
    }
}

impl<W: Write> Output<W> {
    fn echo(&mut self, filled: &Receiver<Vec<u8>>, timeout: Duration) -> io::Result<Ending> {
        let time = after(timeout);
        loop {
            // The interrupt first: a busy input cannot keep it waiting.
            select_biased! {
                recv(time) -> _ => break,
                recv(filled) -> first => {
                    let Ok(first) = first else {
                        return Ok(Ending::InputEnded);
                    };
                    self.pass(first, filled)?;
                }
            }
        }
        self.rest(filled)
    }

    /// Writes `first` and all that is there already, within bounds, and sends the buffers back. One
    /// select and one write do for all of it: the reader fills other buffers meanwhile.
    pub fn pass(&mut self, first: Vec<u8>, filled: &Receiver<Vec<u8>>) -> io::Result<()> {
        let most = self.sizes.batch();
        let batch = iter::once(first).chain(filled.try_iter()).take(most);
        let batch: Vec<_> = batch.collect();
        self.write(&batch)?;
        let emptied = batch.len() < most;
        for buffer in batch {
            // It is not needed any more if the reader has ended.
            let _ = self.empty.send(buffer);
        }
        if emptied {
            // The reader has buffers now. It fills more than one if it gets the core before the
            // next select waits.
            yield_now();
        }
        Ok(())
    }

    /// Writes what was handed over before the time was over. No buffer goes back any more.
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

    /// Writes all of these, with as few calls as the output allows.
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

impl<R: Read> Reader<R> {
    // ANCHOR: read
    fn run(mut self) -> io::Result<()> {
        // It ends when the loop has: then nobody sends buffers back.
        while let Ok(mut buffer) = patient::recv(&self.empty) {
            buffer.resize(self.sizes.read, 0);
            let n = uninterrupted(|| self.input.read(&mut buffer))?;
            if n == 0 {
                return Ok(());
            }
            buffer.truncate(n);
            self.progress.count_read(n);
            if self.filled.send(buffer).is_err() {
                return Ok(());
            }
        }
        Ok(())
    }
    // ANCHOR_END: read
}

pub(crate) fn uninterrupted<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}
