//! A closure that runs in the background, and a caller that waits for it before it relies on it.
//!
//! The handle makes the difference between "has had a chance to run" and "has run":
//!
//! ```text
//!    foreground                    background
//! 1  starts the closure
//! 2  continues
//! 3                                works
//! 4  waits
//! 5                                ends
//! 6  sees everything it did
//! ```
//!
//! # Examples
//! ```
//! use lesson_02::{background::Background, sync::{Arc, Mutex}};
//!
//! let page = Arc::new(Mutex::new(String::new()));
//! let theirs = page.clone();
//! let save = Background::start(move || theirs.lock().push_str("saved"))?;
//! save.wait().expect("it did not panic");
//! assert_eq!(*page.lock(), "saved");
//! # std::io::Result::Ok(())
//! ```

use crate::sync::thread::{Builder, JoinHandle, Result};
use std::io;

// ANCHOR: background
/// Work that runs in the background.
#[derive(Debug)]
#[must_use = "dropping this detaches the thread: its failure goes unnoticed, and it may never finish"]
pub struct Background {
    pub(crate) worker: JoinHandle<()>,
}

impl Background {
    /// Runs `work` once, in the background.
    ///
    /// # Errors
    /// Returns an error if the thread cannot be started. Then `work` is dropped and never runs.
    pub fn start(work: impl FnOnce() + Send + 'static) -> io::Result<Background> {
        let builder = Builder::new().name("background".into());
        let worker = builder.spawn(work)?;
        Ok(Background { worker })
    }

    /// Blocks until the work has ended. Everything it did is visible after that.
    ///
    /// # Errors
    /// Returns the panic's payload if the work panicked.
    pub fn wait(self) -> Result<()> {
        self.worker.join()
    }
}
// ANCHOR_END: background
