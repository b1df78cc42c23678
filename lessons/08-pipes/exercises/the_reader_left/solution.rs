//! This pipe holds one byte. When its reader is dropped, the writer blocks forever. Fix it, so that
//! `write` returns `false` in that case, even if it is already blocked. As long as there is a reader,
//! `write` has to keep waiting.

use super::sync::{Arc, Condvar, Mutex};

#[derive(Default)]
struct State {
    byte: Option<u8>,
    reader_gone: bool,
}

struct Pipe {
    state: Mutex<State>,
    changed: Condvar,
}

pub struct Reader(Arc<Pipe>);
pub struct Writer(Arc<Pipe>);

/// Creates both ends of a pipe.
pub fn pipe() -> (Reader, Writer) {
    let pipe = Arc::new(Pipe {
        state: Mutex::new(State::default()),
        changed: Condvar::new(),
    });
    (Reader(pipe.clone()), Writer(pipe))
}

impl Writer {
    /// Writes a byte, waiting until the pipe is empty. Returns `false` if the reader is gone.
    pub fn write(&self, byte: u8) -> bool {
        let mut state = self.0.state.lock();
        // CHANGED: the wait also ends when the reader is gone.
        while state.byte.is_some() && !state.reader_gone {
            self.0.changed.wait(&mut state);
        }
        state.byte = Some(byte);
        self.0.changed.notify_all();
        !state.reader_gone
    }
}

impl Reader {
    /// Reads a byte, waiting until there is one.
    pub fn read(&self) -> u8 {
        let mut state = self.0.state.lock();
        loop {
            if let Some(byte) = state.byte.take() {
                self.0.changed.notify_all();
                return byte;
            }
            self.0.changed.wait(&mut state);
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.0.state.lock().reader_gone = true;
        // CHANGED: notifies a writer that is blocked.
        self.0.changed.notify_all();
    }
}
