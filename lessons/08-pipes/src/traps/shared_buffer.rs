//! Wrong: a buffer in place of a pipe. Who reads before anything is written sees the end.

use crate::carrier::Carrier;
use crate::ring::Ring as Right;
use crate::waiting::{End, Waiting};
use std::io;
use std::mem::swap;

/// Keeps so many bytes at most that no read has come to yet.
#[derive(Debug)]
pub struct Ring<W>(Right<W>);

impl<W: Waiting> Ring<W> {
    /// A buffer of so many bytes.
    ///
    /// # Panics
    /// If that is 0: then nothing could ever be written.
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
            // TRAP: it does not wait: nothing there yet is taken for the end.
            half.bytes.clear();
            half.taken = 0;
            swap(&mut half.bytes, &mut state.filled);
            self.0.tell(End::Writer, &state);
        }
        // What the reader itself closed is over; what the writer closed may still hold bytes.
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
