//! A downloader loads a limited number of pages at a time. It works for hours, then it loads fewer and
//! fewer, and finally none, although the network is fine. The counterexample shows the same with a limit of
//! one and three pages, some of which cannot be loaded. Name the line to blame: the checker changes it, and
//! that line alone has to make the program pass.

use super::sync::channel::{Receiver, Sender, bounded};

// TODO: the letter of the line to blame.
pub const LINE: char = '?';

/// Lets so many threads load a page at a time as its channel has slots.
pub struct Downloader {
    tx: Sender<()>,
    rx: Receiver<()>,
}

impl Downloader {
    /// Creates a downloader that loads this many pages at a time.
    pub fn new(limit: usize) -> Downloader {
        let (tx, rx) = bounded(limit); // D
        Downloader { tx, rx }
    }

    /// Loads a page once there is a permit, and returns its length.
    ///
    /// # Errors
    /// The page cannot be loaded.
    pub fn length(&self, load: impl Fn() -> Result<String, String>) -> Result<usize, String> {
        self.tx.send(()).unwrap(); // A
        let page = load()?; // B
        self.release();
        Ok(page.len())
    }

    fn release(&self) {
        self.rx.recv().unwrap(); // C
    }
}
