//! The pipe with a buffer: a write returns when its bytes are in the buffer, so many small writes meet
//! few reads. Each byte is copied twice, and a write blocks only while the buffer is full.
//!
//! The buffer has two halves: writers fill one while the reader empties the other, and a reader that
//! has emptied its half swaps the two. So the lock of the state is never held for longer than a write
//! needs for its own copy.

use crate::carrier::Carrier;
use crate::closing::Closing;
use crate::sync::{Condvar, Mutex, MutexGuard};
use crate::waiting::{End, Waiting};
use std::io;
use std::mem::swap;

/// Holds at most `capacity` bytes that have been written and not yet read.
#[derive(Debug)]
pub struct Ring<W> {
    /// Held for a whole write, so parallel writers never mix their bytes.
    turn: Mutex<()>,
    /// The half that the reader empties. Held for a whole read.
    pub(crate) emptied: Mutex<Half>,
    pub(crate) state: Mutex<State>,
    changed: Condvar,
    capacity: usize,
    waiting: W,
}

#[derive(Debug)]
pub(crate) struct Half {
    pub(crate) bytes: Vec<u8>,
    pub(crate) taken: usize,
}

#[derive(Debug)]
pub(crate) struct State {
    /// The half that the writers fill.
    pub(crate) filled: Vec<u8>,
    /// How many threads are blocked. While there are none, no notification is sent.
    waits: usize,
    pub(crate) closing: Closing,
}

impl<W: Waiting> Ring<W> {
    /// Creates a buffer of `capacity` bytes.
    ///
    /// # Panics
    /// If `capacity` is 0, because nothing could ever be written.
    pub fn new(capacity: usize) -> Self {
        assert!(capacity > 0, "a ring of 0 bytes holds nothing");
        Ring {
            turn: Mutex::new(()),
            emptied: Mutex::new(Half {
                bytes: Vec::with_capacity(capacity),
                taken: 0,
            }),
            state: Mutex::new(State {
                filled: Vec::with_capacity(capacity),
                waits: 0,
                closing: Closing::default(),
            }),
            changed: Condvar::new(),
            capacity,
            waiting: W::default(),
        }
    }

    fn wait_while<'a>(
        &'a self,
        end: End,
        mut state: MutexGuard<'a, State>,
        waits: impl Fn(&State) -> bool,
    ) -> MutexGuard<'a, State> {
        if waits(&state) {
            state.waits += 1;
            state = self
                .waiting
                .wait_while(end, &self.state, &self.changed, state, waits);
            state.waits -= 1;
        }
        state
    }

    /// Notifies this end, if any thread is blocked. The caller holds the lock.
    pub(crate) fn notify(&self, end: End, state: &State) {
        if state.waits > 0 {
            self.waiting.notify(end, &self.changed);
        }
    }

    fn close(&self, close: impl FnOnce(&mut Closing)) {
        let mut state = self.state.lock();
        close(&mut state.closing);
        self.notify(End::Reader, &state);
        self.notify(End::Writer, &state);
    }
}

impl<W: Waiting> Carrier for Ring<W> {
    fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        let _turn = self.turn.lock();
        let mut rest = bytes;
        while !rest.is_empty() {
            let is_full =
                |state: &State| state.filled.len() == self.capacity && !state.closing.is_closed();
            let mut state = self.wait_while(End::Writer, self.state.lock(), is_full);
            if let Some(error) = state.closing.write() {
                return match bytes.len() - rest.len() {
                    0 => Err(error),
                    taken => Ok(taken),
                };
            }
            let room = self.capacity - state.filled.len();
            let (fits, more) = rest.split_at(room.min(rest.len()));
            state.filled.extend_from_slice(fits);
            rest = more;
            self.notify(End::Reader, &state);
        }
        Ok(bytes.len())
    }

    fn write_nothing(&self) -> io::Result<()> {
        self.state.lock().closing.write().map_or(Ok(()), Err)
    }

    fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut half = self.emptied.lock();
        let mut state = self.state.lock();
        if half.taken == half.bytes.len() {
            let is_empty = |state: &State| state.filled.is_empty() && !state.closing.is_closed();
            state = self.wait_while(End::Reader, state, is_empty);
            half.bytes.clear();
            half.taken = 0;
            swap(&mut half.bytes, &mut state.filled);
            self.notify(End::Writer, &state);
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
        self.close(|closing| closing.close_reader(why));
    }

    fn close_writer(&self, why: Option<io::Error>) {
        self.close(|closing| closing.close_writer(why));
    }
}
