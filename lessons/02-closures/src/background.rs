//! The technique: a closure runs in the background, and whoever needs its effect waits for it.
//!
//! The handle is what makes the difference between "has had a chance to run" and "has run":
//!
//! ```text
//!    foreground                    background
//! 1  starts the closure
//! 2  goes on
//! 3                                works
//! 4  waits
//! 5                                ends
//! 6  sees all that it did
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
#[must_use = "nobody waits for the work, or learns that it failed"]
pub struct Background {
    pub(crate) worker: JoinHandle<()>,
}

impl Background {
    /// Starts `work` in the background, once. What it makes goes into what it closed over.
    ///
    /// # Errors
    /// The thread could not be started; then `work` is dropped and never runs.
    pub fn start(work: impl FnOnce() + Send + 'static) -> io::Result<Background> {
        let builder = Builder::new().name("background".into());
        let worker = builder.spawn(work)?;
        Ok(Background { worker })
    }

    /// Waits until the work has ended: all that it did is visible from here on.
    ///
    /// # Errors
    /// The work panicked; the payload is the panic's.
    pub fn wait(self) -> Result<()> {
        self.worker.join()
    }
}
// ANCHOR_END: background
