//! The trap `add-inside`: the worker joins the group, not the one who queues the task.
//!
//! ```text
//!    main                          worker
//! 1  queues "a"
//! 2  waits: nobody is in the group
//! 3  goes on
//! 4                                clones the group for "a"
//! 5                                does "a", for nobody
//! ```
//!
//! To write it in Rust takes a group that both can reach behind a lock. Lent to the threads as it
//! is, it cannot be waited for, since waiting consumes it:
//!
//! ```compile_fail,E0505
//! use lesson_03::wait_group::WaitGroup;
//!
//! let group = WaitGroup::new();
//! std::thread::scope(|threads| {
//!     let lent = &group;
//!     threads.spawn(move || {
//!         let member = lent.clone();
//!         drop(member);
//!     });
//!     group.wait();
//! });
//! ```

use crate::failure::{Cause, Failure, attempt};
use crate::pool::Work;
use crate::sync::channel::Receiver;
use crate::sync::{Arc, Mutex};
use crate::wait_group::WaitGroup;
use crate::workers::Workers;
use std::fmt;
use std::io;
use std::mem;

/// Workers that wait for tasks.
///
/// Dropping it waits until the workers have ended, the tasks that are queued included.
pub struct Pool<T, E> {
    workers: Workers<Queued<T>>,
    crew: Arc<Crew<T, E>>,
}

/// A task.
struct Queued<T> {
    task: T,
}

/// What the workers share.
struct Crew<T, E> {
    // TRAP: where the workers reach it, to join it themselves.
    group: Mutex<WaitGroup>,
    work: Box<Work<T, E>>,
    /// Tasks that were not done. Written by the workers, taken by whoever waits.
    failures: Mutex<Vec<Failure<T, E>>>,
}

impl<T, E> Pool<T, E>
where
    T: Send + 'static,
    E: Send + 'static,
{
    /// Starts `jobs` workers, at least one; each does one task at a time by calling `work`.
    ///
    /// # Errors
    /// A thread could not be started.
    pub fn start(
        jobs: usize,
        work: impl Fn(&T) -> Result<(), E> + Send + Sync + 'static,
    ) -> io::Result<Pool<T, E>> {
        let mut pool = Pool {
            workers: Workers::new(jobs.max(1)),
            crew: Arc::new(Crew {
                group: Mutex::default(),
                work: Box::new(work),
                failures: Mutex::new(vec![]),
            }),
        };
        for _ in 0..jobs.max(1) {
            pool.hire()?;
        }
        Ok(pool)
    }

    /// Starts one more worker.
    fn hire(&mut self) -> io::Result<()> {
        let crew = self.crew.clone();
        self.workers.hire(move |tasks| crew.run(tasks))
    }

    /// Queues a task. Waits first while as many tasks are queued as there are workers.
    pub fn submit(&mut self, task: T) {
        self.workers.enqueue(Queued { task });
    }

    /// Waits until every task so far was done or has failed: those that failed, in the order in
    /// which they did. Each is handed out once.
    pub fn wait(&mut self) -> Vec<Failure<T, E>> {
        let group = mem::take(&mut *self.crew.group.lock());
        group.wait();
        mem::take(&mut *self.crew.failures.lock())
    }
}

impl<T, E> Crew<T, E> {
    fn run(&self, tasks: &Receiver<Queued<T>>) {
        for queued in tasks {
            self.perform(queued);
        }
    }

    /// Does one task. A panic in it ends neither the worker nor the wait.
    fn perform(&self, queued: Queued<T>) {
        let Queued { task } = queued;
        // TRAP: too late: somebody may wait already, or have waited.
        let member = self.group.lock().clone();
        if let Err(cause) = attempt(|| (self.work)(&task)) {
            self.fail(task, cause);
        }
        drop(member);
    }

    fn fail(&self, task: T, cause: Cause<E>) {
        self.failures.lock().push(Failure { task, cause });
    }
}

impl<T, E> fmt::Debug for Pool<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool")
            .field("workers", &self.workers.count())
            .finish_non_exhaustive()
    }
}
