//! Step 1: a mutex, a condition variable, and a copy of what is written. Clear, but every byte is
//! copied twice.

use crate::carrier::Carrier;
use crate::closing::Closing;
use crate::sync::{Condvar, Mutex};
use std::io;

/// Carries a copy of each write.
#[derive(Debug)]
pub struct Copying {
    /// Held for a whole write, so parallel writers never mix their bytes.
    turn: Mutex<()>,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// What was written, and how many bytes of it were read.
    bytes: Vec<u8>,
    taken: usize,
    closing: Closing,
}

impl Default for Copying {
    fn default() -> Self {
        Copying {
            turn: Mutex::new(()),
            state: Mutex::new(State::default()),
            changed: Condvar::new(),
        }
    }
}

impl State {
    fn left(&self) -> usize {
        self.bytes.len() - self.taken
    }
}

impl Copying {
    fn close(&self, close: impl FnOnce(&mut Closing)) {
        close(&mut self.state.lock().closing);
        self.changed.notify_all();
    }
}

impl Carrier for Copying {
    fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        let _turn = self.turn.lock();
        let mut state = self.state.lock();
        if let Some(error) = state.closing.write() {
            return Err(error);
        }
        state.bytes.clear();
        state.bytes.extend_from_slice(bytes);
        state.taken = 0;
        self.changed.notify_all();
        while state.left() > 0 && !state.closing.is_closed() {
            self.changed.wait(&mut state);
        }
        let taken = state.taken;
        state.bytes.clear();
        state.taken = 0;
        match (taken, state.closing.write()) {
            (0, Some(error)) => Err(error),
            (taken, _) => Ok(taken),
        }
    }

    fn write_nothing(&self) -> io::Result<()> {
        self.state.lock().closing.write().map_or(Ok(()), Err)
    }

    fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut state = self.state.lock();
        loop {
            if let Some(ended) = state.closing.read() {
                return ended;
            }
            if state.left() > 0 {
                break;
            }
            self.changed.wait(&mut state);
        }
        let taken = buffer.len().min(state.left());
        let from = state.taken;
        buffer[..taken].copy_from_slice(&state.bytes[from..from + taken]);
        state.taken += taken;
        if state.left() == 0 {
            self.changed.notify_all();
        }
        Ok(taken)
    }

    fn close_reader(&self, why: Option<io::Error>) {
        self.close(|closing| closing.close_reader(why));
    }

    fn close_writer(&self, why: Option<io::Error>) {
        self.close(|closing| closing.close_writer(why));
    }
}
