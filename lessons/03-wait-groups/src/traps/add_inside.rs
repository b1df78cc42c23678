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
    crew: Arc<Crew<T, E>>,
    workers: Vec<JoinHandle<()>>,
}

/// A task.
struct Queued<T> {
    task: T,
}

/// What a task is done by.
type Work<T, E> = dyn Fn(&T) -> Result<(), E> + Send + Sync;

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
        let jobs = jobs.max(1);
        let (queue, tasks) = bounded(jobs);
        let mut pool = Pool {
            queue: Some(queue),
            tasks,
            crew: Arc::new(Crew {
                group: Mutex::default(),
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

    /// Queues a task. Waits first while as many tasks are queued as there are workers.
    pub fn submit(&mut self, task: T) {
        self.enqueue(Queued { task });
    }

    fn enqueue(&self, queued: Queued<T>) {
        if let Some(queue) = &self.queue {
            // The pool holds a receiver too, so somebody always listens.
            let _ = queue.send(queued);
        }
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
