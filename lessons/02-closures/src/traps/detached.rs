//! The trap `detached`: nobody waits, and the process ends before the closure has run, or halfway.
//!
//! ```text
//!    foreground                    background
//! 1  starts the closure
//! 2  goes on, drops the handle
//! 3                                begins
//! 4  returns from main: the process is gone
//! ```

use crate::sync::thread::{Builder, JoinHandle, Result};
use std::io;

/// Work that runs in the background.
#[derive(Debug)]
#[must_use = "nobody waits for the work, or learns that it failed"]
pub struct Background {
    worker: JoinHandle<()>,
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
        // TRAP: drops the handle, which detaches the thread.
        drop(self.worker);
        Ok(())
    }
}
