//! The trap `yield-is-not-wait`: gives the closure a chance to run, and takes it for done.
//!
//! A yield is a hint: the scheduler may let this thread go on at once, or the other one begin and not
//! finish.
//!
//! ```text
//!    foreground                    background
//! 1  starts the closure
//! 2  yields
//! 3                                does the first half
//! 4  goes on as if all were done
//! ```

use crate::sync::thread::{Builder, JoinHandle, Result, yield_now};
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
        // TRAP: lets others run; whether they do, and how far they get, nobody knows.
        yield_now();
        drop(self.worker);
        Ok(())
    }
}
