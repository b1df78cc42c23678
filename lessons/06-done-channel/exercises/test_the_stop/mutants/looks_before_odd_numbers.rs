// A speaker that says numbers until it is told to stop.

use super::sync::channel::{Receiver, Sender, TryRecvError, bounded};
use super::sync::thread::{self, JoinHandle};

pub struct Speaker {
    said: Receiver<u32>,
    done: Sender<()>,
    thread: JoinHandle<()>,
}

impl Speaker {
    /// Starts one that says 0, 1, 2 … in a thread of its own, so many at most.
    pub fn start(most: u32) -> Speaker {
        let (say, said) = bounded(0);
        let (done, is_done) = bounded::<()>(0);
        let thread = thread::spawn(move || {
            let mut next = 0;
            while next < most && (next % 2 == 0 || is_done.try_recv() == Err(TryRecvError::Empty)) {
                say.send(next).unwrap();
                next += 1;
            }
        });
        Speaker { said, done, thread }
    }

    /// What it says next; `None` if it has ended.
    pub fn hear(&self) -> Option<u32> {
        self.said.recv().ok()
    }

    /// Tells it to stop: it begins nothing new. Returns when its thread has ended, with what it said
    /// meanwhile: one number at most.
    pub fn stop(self) -> Vec<u32> {
        drop(self.done);
        let mut rest = vec![];
        while let Ok(number) = self.said.recv() {
            rest.push(number);
        }
        self.thread.join().unwrap();
        rest
    }
}
