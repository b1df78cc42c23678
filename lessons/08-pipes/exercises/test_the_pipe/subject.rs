// A pipe that holds one byte.

use super::sync::{Arc, Condvar, Mutex};

#[derive(Default)]
struct State {
    byte: Option<u8>,
    writer_gone: bool,
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
    /// Writes a byte, waiting until the pipe is empty.
    pub fn write(&self, byte: u8) {
        let mut state = self.0.state.lock();
        while state.byte.is_some() {
            self.0.changed.wait(&mut state);
        }
        state.byte = Some(byte);
        self.0.changed.notify_all();
    }
}

impl Reader {
    /// Reads a byte, waiting until there is one. Returns `None` when the writer is gone and every byte
    /// that it wrote was read.
    pub fn read(&self) -> Option<u8> {
        let mut state = self.0.state.lock();
        while state.byte.is_none() && !state.writer_gone {
            self.0.changed.wait(&mut state);
        }
        self.0.changed.notify_all();
        state.byte.take()
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.0.state.lock().writer_gone = true;
        self.0.changed.notify_all();
    }
}
