//! The technique: a few workers for many tasks, and a wait group to know when all are done.
//!
//! Each task takes its place in the group *before* it is queued, and keeps it until it is done, has
//! failed or has panicked. The workers live on: the pool waits for the tasks, not for the threads.
//!
//! ```text
//!    main                          worker
//! 1  clones the group for "a"
//! 2  queues "a"
//! 3  waits for the group
//! 4                                does "a"
//! 5                                notes the failure, if it failed
//! 6                                drops the clone
//! 7  goes on, with all failures
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
use crate::sync::channel::{Receiver, Sender, bounded};
use crate::sync::thread::{Builder, JoinHandle};
use crate::sync::{Arc, Mutex};
use crate::wait_group::WaitGroup;
use std::fmt;
use std::io;
use std::mem;

/// Workers that wait for tasks.
///
/// Dropping it waits until the workers have ended, the tasks that are queued included.
pub struct Pool<T, E> {
    /// `None` only while the pool is dropped: closing the queue ends the workers.
    queue: Option<Sender<Queued<T>>>,
    tasks: Receiver<Queued<T>>,
    group: WaitGroup,
    crew: Arc<Crew<T, E>>,
    workers: Vec<JoinHandle<()>>,
}

// ANCHOR: queued
/// A task with its place in the group.
struct Queued<T> {
    task: T,
    member: WaitGroup,
}
// ANCHOR_END: queued

/// What a task is done by.
type Work<T, E> = dyn Fn(&T) -> Result<(), E> + Send + Sync;

/// What the workers share.
struct Crew<T, E> {
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
        let jobs = jobs.max(1);
        let (queue, tasks) = bounded(jobs);
        let mut pool = Pool {
            queue: Some(queue),
            tasks,
            group: WaitGroup::new(),
            crew: Arc::new(Crew {
                work: Box::new(work),
                failures: Mutex::new(vec![]),
            }),
            workers: vec![],
        };
        for _ in 0..jobs {
            pool.hire()?;
        }
        Ok(pool)
    }

    /// Starts one more worker.
    fn hire(&mut self) -> io::Result<()> {
        let (crew, tasks) = (self.crew.clone(), self.tasks.clone());
        let worker = Builder::new()
            .name(format!("worker {}", self.workers.len() + 1))
            .spawn(move || crew.run(&tasks))?;
        self.workers.push(worker);
        Ok(())
    }

    // ANCHOR: submit
    /// Queues a task. Waits first while as many tasks are queued as there are workers.
    pub fn submit(&mut self, task: T) {
        let member = self.group.clone();
        self.enqueue(Queued { task, member });
    }
    // ANCHOR_END: submit

    fn enqueue(&self, queued: Queued<T>) {
        if let Some(queue) = &self.queue {
            // The pool holds a receiver too, so somebody always listens.
            let _ = queue.send(queued);
        }
    }

    // ANCHOR: wait
    /// Waits until every task so far was done or has failed: those that failed, in the order in
    /// which they did. Each is handed out once.
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
    /// Does one task. A panic in it ends neither the worker nor the wait.
    fn perform(&self, queued: Queued<T>) {
        let Queued { task, member } = queued;
        if let Err(cause) = attempt(|| (self.work)(&task)) {
            self.fail(task, cause);
        }
        drop(member);
    }
    // ANCHOR_END: perform

    fn fail(&self, task: T, cause: Cause<E>) {
        self.failures.lock().push(Failure { task, cause });
    }
}

impl<T, E> Drop for Pool<T, E> {
    fn drop(&mut self) {
        self.queue = None;
        for worker in self.workers.drain(..) {
            // No task can make a worker panic.
            let _ = worker.join();
        }
    }
}

impl<T, E> fmt::Debug for Pool<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool")
            .field("workers", &self.workers.len())
            .finish_non_exhaustive()
    }
}
