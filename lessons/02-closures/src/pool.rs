//! A few threads that run thousands of closures, one after another.
//!
//! Starting and joining an OS thread costs tens of microseconds. Sending a closure to a thread that is
//! already running costs a small fraction of that.
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

/// A closure in the queue.
type Task = Box<dyn FnOnce() + Send>;

// ANCHOR: pool
/// Threads that run closures from a queue.
#[derive(Debug)]
#[must_use = "dropping this detaches the threads: failures go unnoticed, and work may never finish"]
pub struct Pool {
    tasks: Sender<Task>,
    workers: Vec<JoinHandle<()>>,
}

impl Pool {
    /// Starts the given number of threads.
    ///
    /// # Errors
    /// Returns an error if a thread cannot be started. The threads before it end.
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

    /// Queues `work`. The next idle thread runs it, once.
    ///
    /// A closure that panics ends its thread. When no thread is left, the closures still in the queue
    /// are dropped, and [`wait`](Self::wait) reports the panic.
    pub fn run(&self, work: impl FnOnce() + Send + 'static) {
        // This fails only if every thread has panicked, which `wait` reports.
        let _ = self.tasks.send(Box::new(work));
    }

    /// Blocks until all the work has ended. Everything it did is visible after that.
    ///
    /// # Errors
    /// Returns a panic's payload if a closure panicked: that of the thread with the lowest number.
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
