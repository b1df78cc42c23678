//! The two ends of a pipe, and what their users may rely on.
//!
//! `pipe` and `buffered` make a pipe; what carries the bytes is a [`Carrier`].

use crate::carrier::Carrier;
use crate::handover::Handover;
use crate::ring::Ring;
use crate::sync::{Arc, thread};
use crate::waiting::CoreAware;
use std::io::{self, Read, Write};

pub use crate::closing::{ClosedPipe, Stored};
pub use crate::tee::TeeReader;

/// What carries the bytes of [`pipe`]. An answer takes the other end about 120 ns.
pub type Unbuffered = Handover<CoreAware<120>>;

/// What carries the bytes of [`buffered`]. Who comes later meets more bytes, or more room.
pub type Buffered = Ring<CoreAware<8_000>>;

/// A pipe without a buffer: a write returns when reads have taken all of it, or an end was closed.
pub fn pipe() -> (PipeReader, PipeWriter) {
    over(Handover::default())
}

/// A pipe with a buffer of `capacity` bytes: a write returns when all of it is in there.
///
/// # Panics
/// If `capacity` is 0: [`pipe`] is that pipe.
pub fn buffered(capacity: usize) -> (PipeReader<Buffered>, PipeWriter<Buffered>) {
    over(Ring::new(capacity))
}

/// The ends of a pipe whose bytes this carries.
pub fn over<C: Carrier>(carrier: C) -> (PipeReader<C>, PipeWriter<C>) {
    let carrier = Arc::new(carrier);
    let reader = PipeReader {
        carrier: carrier.clone(),
    };
    (reader, PipeWriter { carrier })
}

/// The end that reads. Dropping it closes it; if that is since its thread panics, with an error.
#[derive(Debug)]
pub struct PipeReader<C: Carrier = Unbuffered> {
    carrier: Arc<C>,
}

/// The end that writes. Dropping it closes it; if that is since its thread panics, with an error, so
/// that nobody takes what was written for all.
#[derive(Debug)]
pub struct PipeWriter<C: Carrier = Unbuffered> {
    carrier: Arc<C>,
}

impl<C: Carrier> PipeReader<C> {
    /// Closes this end: writes fail from now on, also those that wait.
    pub fn close(&self) {
        self.carrier.close_reader(None);
    }

    /// Closes this end: writes fail with a broken pipe whose source is `error`. The first close
    /// counts.
    pub fn close_with_error(&self, error: io::Error) {
        self.carrier.close_reader(Some(error));
    }
}

impl<C: Carrier> PipeWriter<C> {
    /// Closes this end: the reader comes to the end.
    pub fn close(&self) {
        self.carrier.close_writer(None);
    }

    /// Closes this end: reads fail with an error of this kind whose source is `error`. The first
    /// close counts.
    pub fn close_with_error(&self, error: io::Error) {
        self.carrier.close_writer(Some(error));
    }
}

impl<C: Carrier> Read for &PipeReader<C> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match buffer {
            [] => Ok(0),
            buffer => self.carrier.read(buffer),
        }
    }
}

impl<C: Carrier> Read for PipeReader<C> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        (&*self).read(buffer)
    }
}

impl<C: Carrier> Write for &PipeWriter<C> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match bytes {
            [] => self.carrier.write_nothing().map(|()| 0),
            bytes => self.carrier.write(bytes),
        }
    }

    /// Nothing is kept back.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<C: Carrier> Write for PipeWriter<C> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        (&*self).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<C: Carrier> Drop for PipeReader<C> {
    fn drop(&mut self) {
        let panicked = thread::panicking();
        let why = panicked.then(|| io::Error::other("the thread that read has panicked"));
        self.carrier.close_reader(why);
    }
}

impl<C: Carrier> Drop for PipeWriter<C> {
    fn drop(&mut self) {
        let panicked = thread::panicking();
        let why = panicked.then(|| io::Error::other("the thread that wrote has panicked"));
        self.carrier.close_writer(why);
    }
}
