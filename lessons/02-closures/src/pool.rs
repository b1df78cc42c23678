//! What to use when there are thousands of closures: a few threads that run them one after another.
//!
//! Starting and joining an OS thread costs tens of microseconds; handing a closure to one that is already there
//! costs a small part of that.
//!
//! # Examples
//! ```
//! use lesson_02::{pool::Pool, sync::Arc};
//! use lesson_02::sync::atomic::{AtomicU64, Ordering};
//!
//! let sum = Arc::new(AtomicU64::new(0));
//! let pool = Pool::start(2)?;
//! for n in 1..=1000 {
//!     let sum = sum.clone();
//!     pool.run(move || {
//!         sum.fetch_add(n, Ordering::Relaxed);
//!     });
//! }
//! pool.wait().expect("none panicked");
//! assert_eq!(sum.load(Ordering::Relaxed), 500_500);
//! # std::io::Result::Ok(())
//! ```

use crate::sync::channel::{Sender, unbounded};
use crate::sync::thread::{Builder, JoinHandle, Result};
use std::io;

/// A closure that waits for its turn.
type Task = Box<dyn FnOnce() + Send>;

// ANCHOR: pool
/// Threads that run closures.
#[derive(Debug)]
#[must_use = "nobody waits for the work, or learns that it failed"]
pub struct Pool {
    tasks: Sender<Task>,
    workers: Vec<JoinHandle<()>>,
}

impl Pool {
    /// Starts so many threads.
    ///
    /// # Errors
    /// A thread could not be started; those before it end.
    pub fn start(threads: usize) -> io::Result<Pool> {
        let (task_tx, task_rx) = unbounded::<Task>();
        let mut workers = vec![];
        for n in 1..=threads {
            let task_rx = task_rx.clone();
            let builder = Builder::new().name(format!("worker {n}"));
            workers.push(builder.spawn(move || task_rx.iter().for_each(|task| task()))?);
        }
        Ok(Pool {
            tasks: task_tx,
            workers,
        })
    }

    /// Has `work` run by a thread that has time, once.
    ///
    /// A closure that panics ends its thread. When none is left, what was not begun is dropped, and
    /// [`wait`](Self::wait) tells.
    pub fn run(&self, work: impl FnOnce() + Send + 'static) {
        // Refused if no thread is left: then one of them panicked, which is what is told.
        let _ = self.tasks.send(Box::new(work));
    }

    /// Waits until all the work has ended: all that it did is visible from here on.
    ///
    /// # Errors
    /// A closure panicked; the payload is the panic's, the first of them by the thread's number.
    pub fn wait(self) -> Result<()> {
        drop(self.tasks);
        let mut ended = Ok(());
        for worker in self.workers {
            ended = ended.and(worker.join());
        }
        ended
    }
}
// ANCHOR_END: pool
