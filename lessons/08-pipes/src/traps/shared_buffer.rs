//! Wrong: a buffer in place of a pipe. A read before the first write sees the end.

use crate::carrier::Carrier;
use crate::ring::Ring as Right;
use crate::waiting::{End, Waiting};
use std::io;
use std::mem::swap;

/// Holds at most `capacity` bytes that have been written and not yet read.
#[derive(Debug)]
pub struct Ring<W>(Right<W>);

impl<W: Waiting> Ring<W> {
    /// Creates a buffer of `capacity` bytes.
    ///
    /// # Panics
    /// If `capacity` is 0, because nothing could ever be written.
    pub fn new(capacity: usize) -> Self {
        Ring(Right::new(capacity))
    }
}

impl<W: Waiting> Carrier for Ring<W> {
    fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn write_nothing(&self) -> io::Result<()> {
        self.0.write_nothing()
    }

    fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut half = self.0.emptied.lock();
        let mut state = self.0.state.lock();
        if half.taken == half.bytes.len() {
            // TRAP: it does not wait, so "nothing yet" is taken for the end.
            half.bytes.clear();
            half.taken = 0;
            swap(&mut half.bytes, &mut state.filled);
            self.0.notify(End::Writer, &state);
        }
        // After its own close the reader gets an error; after the writer's close, the bytes that are left.
        if half.bytes.is_empty() || state.closing.reader_is_closed() {
            return state.closing.read().unwrap_or(Ok(0));
        }
        drop(state);
        let left = &half.bytes[half.taken..];
        let taken = left.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&left[..taken]);
        half.taken += taken;
        Ok(taken)
    }

    fn close_reader(&self, why: Option<io::Error>) {
        self.0.close_reader(why);
    }

    fn close_writer(&self, why: Option<io::Error>) {
        self.0.close_writer(why);
    }
}
