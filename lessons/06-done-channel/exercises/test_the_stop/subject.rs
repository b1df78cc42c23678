// A speaker sends numbers until it is asked to stop.

use super::sync::channel::{Receiver, Sender, TryRecvError, bounded};
use super::sync::thread::{self, JoinHandle};

pub struct Speaker {
    said: Receiver<u32>,
    done: Sender<()>,
    thread: JoinHandle<()>,
}

impl Speaker {
    /// Starts a thread that sends 0, 1, 2 …, at most `most` numbers.
    pub fn start(most: u32) -> Speaker {
        let (say, said) = bounded(0);
        let (done, is_done) = bounded::<()>(0);
        let thread = thread::spawn(move || {
            let mut next = 0;
            while next < most && is_done.try_recv() == Err(TryRecvError::Empty) {
                say.send(next).unwrap();
                next += 1;
            }
        });
        Speaker { said, done, thread }
    }

    /// Receives the next number; `None` if the thread has ended.
    pub fn hear(&self) -> Option<u32> {
        self.said.recv().ok()
    }

    /// Asks it to stop, so that it starts no further number. Returns when its thread has ended, with the
    /// numbers that it still sent, of which there is at most one.
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
