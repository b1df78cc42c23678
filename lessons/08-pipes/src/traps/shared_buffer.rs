//! Wrong: a buffer in place of a pipe. Who reads before anything is written sees the end.

use crate::carrier::Carrier;
use crate::closing::Closing;
use crate::sync::{Condvar, Mutex, MutexGuard};
use crate::waiting::{End, Waiting};
use std::collections::VecDeque;
use std::io::{self, Read};

/// Keeps so many bytes at most.
#[derive(Debug)]
pub struct Ring<W> {
    /// Held for a whole write: parallel writers never mix their bytes.
    turn: Mutex<()>,
    state: Mutex<State>,
    told: Condvar,
    capacity: usize,
    waiting: W,
}

#[derive(Debug)]
struct State {
    bytes: VecDeque<u8>,
    /// Ends that wait: nobody is told of anything while there are none.
    waits: usize,
    closing: Closing,
}

impl<W: Waiting> Ring<W> {
    /// A buffer of so many bytes.
    ///
    /// # Panics
    /// If that is 0: then nothing could ever be written.
    pub fn new(capacity: usize) -> Self {
        assert!(capacity > 0, "a ring of 0 bytes holds nothing");
        Ring {
            turn: Mutex::new(()),
            state: Mutex::new(State {
                bytes: VecDeque::with_capacity(capacity),
                waits: 0,
                closing: Closing::default(),
            }),
            told: Condvar::new(),
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
                .wait_while(end, &self.state, &self.told, state, waits);
            state.waits -= 1;
        }
        state
    }

    /// Lets go of the lock and tells whoever waits.
    fn tell(&self, state: MutexGuard<'_, State>) {
        let anybody = state.waits > 0;
        drop(state);
        if anybody {
            self.waiting.tell(&self.told);
        }
    }

    fn close(&self, close: impl FnOnce(&mut Closing)) {
        let mut state = self.state.lock();
        close(&mut state.closing);
        self.tell(state);
    }
}

impl<W: Waiting> Carrier for Ring<W> {
    fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        let _turn = self.turn.lock();
        let mut rest = bytes;
        while !rest.is_empty() {
            let is_full =
                |state: &State| state.bytes.len() == self.capacity && !state.closing.is_closed();
            let mut state = self.wait_while(End::Writer, self.state.lock(), is_full);
            if let Some(error) = state.closing.write() {
                return match bytes.len() - rest.len() {
                    0 => Err(error),
                    taken => Ok(taken),
                };
            }
            let room = self.capacity - state.bytes.len();
            let (fits, more) = rest.split_at(room.min(rest.len()));
            state.bytes.extend(fits);
            rest = more;
            self.tell(state);
        }
        Ok(bytes.len())
    }

    fn write_nothing(&self) -> io::Result<()> {
        self.state.lock().closing.write().map_or(Ok(()), Err)
    }

    fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        // TRAP: it does not wait: nothing there yet is taken for the end.
        let mut state = self.state.lock();
        // What the reader itself closed is over; what the writer closed still holds bytes.
        if state.bytes.is_empty() || state.closing.reader_is_closed() {
            return state.closing.read().unwrap_or(Ok(0));
        }
        // The bytes may go round the end of the ring.
        let mut taken = state.bytes.read(buffer)?;
        taken += state.bytes.read(&mut buffer[taken..])?;
        self.tell(state);
        Ok(taken)
    }

    fn close_reader(&self, why: Option<io::Error>) {
        self.close(|closing| closing.close_reader(why));
    }

    fn close_writer(&self, why: Option<io::Error>) {
        self.close(|closing| closing.close_writer(why));
    }
}
