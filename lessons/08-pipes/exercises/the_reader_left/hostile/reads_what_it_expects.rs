//! Hostile: reads the alphabet, whatever is written.

use super::sync::{Arc, Condvar, Mutex};

#[derive(Default)]
struct State {
    byte: Option<u8>,
    reader_gone: bool,
    read: u8,
}

struct Pipe {
    state: Mutex<State>,
    changed: Condvar,
}

pub struct Reader(Arc<Pipe>);
pub struct Writer(Arc<Pipe>);

/// Both ends of a pipe.
pub fn pipe() -> (Reader, Writer) {
    let pipe = Arc::new(Pipe {
        state: Mutex::new(State::default()),
        changed: Condvar::new(),
    });
    (Reader(pipe.clone()), Writer(pipe))
}

impl Writer {
    /// Waits for room and writes; `false` if the reader is gone.
    pub fn write(&self, byte: u8) -> bool {
        let mut state = self.0.state.lock();
        while state.byte.is_some() && !state.reader_gone {
            self.0.changed.wait(&mut state);
        }
        state.byte = Some(byte);
        self.0.changed.notify_all();
        !state.reader_gone
    }
}

impl Reader {
    /// Waits for a byte.
    pub fn read(&self) -> u8 {
        let mut state = self.0.state.lock();
        loop {
            if state.byte.take().is_some() {
                self.0.changed.notify_all();
                state.read += 1;
                return b'`' + state.read;
            }
            self.0.changed.wait(&mut state);
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.0.state.lock().reader_gone = true;
        self.0.changed.notify_all();
    }
}
