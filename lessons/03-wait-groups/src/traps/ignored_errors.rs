//! The trap `ignored-errors`: what the work returns is thrown away, so a failed task counts as done.
//!
//! ```text
//!    main                          worker
//! 1  queues "a", waits
//! 2                                "a" fails; nobody looks
//! 3                                drops the clone
//! 4  says: compressed 1 file
//! ```

use crate::failure::{Failure, attempt};
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

/// A task with its place in the group.
struct Queued<T> {
    task: T,
    member: WaitGroup,
}

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

    /// Queues a task. Waits first while as many tasks are queued as there are workers.
    pub fn submit(&mut self, task: T) {
        let member = self.group.clone();
        self.enqueue(Queued { task, member });
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
        mem::take(&mut self.group).wait();
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
        let Queued { task, member } = queued;
        // TRAP: whatever came of it.
        let _ = attempt(|| (self.work)(&task));
        drop(member);
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
