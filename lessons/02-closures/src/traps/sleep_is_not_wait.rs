//! The trap `sleep-is-not-wait`: sleeps for a while, and takes the closure for done.
//!
//! It works until the work takes longer than the sleep: more data, a busy machine.
//!
//! ```text
//!    foreground                    background
//! 1  starts the closure
//! 2  sleeps 1 ms
//! 3                                does the first half
//! 4  wakes up: goes on as if all were done
//! ```

use crate::sync::thread::{Builder, JoinHandle, Result, sleep};
use crate::sync::time::Duration;
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
        // TRAP: no time is long enough.
        sleep(Duration::from_millis(1));
        drop(self.worker);
        Ok(())
    }
}
