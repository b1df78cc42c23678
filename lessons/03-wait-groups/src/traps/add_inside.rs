//! The bug `add-inside`: the worker joins the group itself, instead of the thread that queues the task.
//!
//! ```text
//!    main                          worker
//! 1  queues "a"
//! 2  waits: the group is empty
//! 3  returns
//! 4                                clones the group for "a"
//! 5                                runs "a", too late
//! ```
//!
//! In Rust this takes a group behind a lock, where both threads can reach it. A group that is lent to
//! the threads cannot be waited for, since `wait` consumes it:
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

/// Worker threads that run tasks.
///
/// Dropping it joins the workers, which first run the tasks that are still queued.
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
    // TRAP: here the workers can reach it, to join it themselves.
    group: Mutex<WaitGroup>,
    work: Box<Work<T, E>>,
    /// The tasks that failed. Added by the workers, taken by `wait`.
    failures: Mutex<Vec<Failure<T, E>>>,
}

impl<T, E> Pool<T, E>
where
    T: Send + 'static,
    E: Send + 'static,
{
    /// Starts `jobs` workers, at least one, each of which runs one task at a time by calling `work`.
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

    /// Queues a task, blocking while as many tasks are queued as there are workers.
    pub fn submit(&mut self, task: T) {
        self.workers.enqueue(Queued { task });
    }

    /// Blocks until every task so far is done or has failed, and returns the failures in the order
    /// in which they happened. Each is returned once.
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

    /// Runs one task. A panic in it ends neither the worker nor the wait.
    fn perform(&self, queued: Queued<T>) {
        let Queued { task } = queued;
        // TRAP: too late: main may already be waiting, or have returned.
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
