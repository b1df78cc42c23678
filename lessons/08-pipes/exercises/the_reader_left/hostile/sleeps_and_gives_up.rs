//! Hostile: waits for a minute, and says then that the reader is gone.

use super::sync::time::Duration;
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
            let minute = Duration::from_secs(60);
            if self.0.changed.wait_for(&mut state, minute).timed_out() {
                return false;
            }
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
        self.0.changed.notify_all();
    }
}
