//! Right: counts in an atomic, and closes a channel.

use super::sync::Mutex;
use super::sync::atomic::{AtomicUsize, Ordering};
use super::sync::channel::{Receiver, Sender, bounded};

pub struct Group {
    left: AtomicUsize,
    failed: Mutex<Option<&'static str>>,
    open: Mutex<Option<Sender<()>>>,
    closed: Receiver<()>,
}
impl Group {
    pub fn new(members: usize) -> Group {
        let (tx, rx) = bounded(0);
        Group {
            left: AtomicUsize::new(members),
            failed: Mutex::new(None),
            open: Mutex::new(Some(tx)),
            closed: rx,
        }
    }
    pub fn done(&self, how: Result<(), &'static str>) {
        if let Err(why) = how {
            self.failed.lock().get_or_insert(why);
        }
        if self.left.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.open.lock().take();
        }
    }
    pub fn wait(&self) -> Result<(), &'static str> {
        let _ = self.closed.recv();
        self.failed.lock().map_or(Ok(()), Err)
    }
}
