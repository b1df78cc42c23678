//! The technique: a few workers for many tasks, and a wait group to know when all are done.
//!
//! Each task joins the group *before* it is queued, and leaves it once it is done, has failed or has
//! panicked. The workers keep running, because the pool waits for tasks and not for threads.
//!
//! ```text
//!    main                          worker
//! 1  clones the group for "a"
//! 2  queues "a"
//! 3  waits for the group
//! 4                                runs "a"
//! 5                                records the failure, if it failed
//! 6                                drops the clone
//! 7  resumes, with all failures
//! ```
//!
//! # Examples
//! ```
//! use lesson_03::pool::Pool;
//!
//! let mut pool = Pool::start(2, |name: &&str| match *name {
//!     "b" => Err("disk full"),
//!     _ => Ok(()),
//! })?;
//! ["a", "b", "c"].into_iter().for_each(|name| pool.submit(name));
//! let failures = pool.wait();
//! assert_eq!(failures.len(), 1);
//! assert_eq!(failures[0].task, "b");
//! # std::io::Result::Ok(())
//! ```

use crate::failure::{Cause, Failure, attempt};
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
    group: WaitGroup,
    pub(crate) crew: Arc<Crew<T, E>>,
}

// ANCHOR: queued
/// A task, with its membership in the group.
pub(crate) struct Queued<T> {
    pub task: T,
    pub member: WaitGroup,
}
// ANCHOR_END: queued

/// The function that runs a task.
pub(crate) type Work<T, E> = dyn Fn(&T) -> Result<(), E> + Send + Sync;

/// What the workers share.
pub(crate) struct Crew<T, E> {
    pub work: Box<Work<T, E>>,
    /// The tasks that failed. Added by the workers, taken by `wait`.
    pub failures: Mutex<Vec<Failure<T, E>>>,
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
        let mut pool = Pool::new(jobs, work);
        for _ in 0..jobs.max(1) {
            pool.hire(Crew::run)?;
        }
        Ok(pool)
    }

    /// Creates a pool without a worker.
    pub(crate) fn new(
        jobs: usize,
        work: impl Fn(&T) -> Result<(), E> + Send + Sync + 'static,
    ) -> Pool<T, E> {
        Pool {
            workers: Workers::new(jobs.max(1)),
            group: WaitGroup::new(),
            crew: Arc::new(Crew {
                work: Box::new(work),
                failures: Mutex::new(vec![]),
            }),
        }
    }

    /// Starts one more worker.
    pub(crate) fn hire(&mut self, run: fn(&Crew<T, E>, &Receiver<Queued<T>>)) -> io::Result<()> {
        let crew = self.crew.clone();
        self.workers.hire(move |tasks| run(&crew, tasks))
    }

    // ANCHOR: submit
    /// Queues a task, blocking while as many tasks are queued as there are workers.
    pub fn submit(&mut self, task: T) {
        let member = self.group.clone();
        self.workers.enqueue(Queued { task, member });
    }
    // ANCHOR_END: submit

    // ANCHOR: wait
    /// Blocks until every task so far is done or has failed, and returns the failures in the order
    /// in which they happened. Each is returned once.
    pub fn wait(&mut self) -> Vec<Failure<T, E>> {
        mem::take(&mut self.group).wait();
        mem::take(&mut *self.crew.failures.lock())
    }
    // ANCHOR_END: wait
}

impl<T, E> Crew<T, E> {
    fn run(&self, tasks: &Receiver<Queued<T>>) {
        for queued in tasks {
            self.perform(queued);
        }
    }

    // ANCHOR: perform
    /// Runs one task. A panic in it ends neither the worker nor the wait.
    pub fn perform(&self, queued: Queued<T>) {
        let Queued { task, member } = queued;
        if let Err(cause) = attempt(|| (self.work)(&task)) {
            self.fail(task, cause);
        }
        drop(member);
    }
    // ANCHOR_END: perform

    pub fn fail(&self, task: T, cause: Cause<E>) {
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
