//! Threads that take what is queued, one after another: the pool and its traps share them.

use crate::sync::channel::{Receiver, Sender, bounded};
use crate::sync::thread::{Builder, JoinHandle};
use std::io;

/// Threads, and the queue that they take from.
///
/// Dropping it waits until the threads have ended, what is queued included.
#[derive(Debug)]
pub struct Workers<Q> {
    /// `None` only while this is dropped: closing the queue ends the threads.
    queue: Option<Sender<Q>>,
    tasks: Receiver<Q>,
    threads: Vec<JoinHandle<()>>,
}

impl<Q: Send + 'static> Workers<Q> {
    /// No thread yet, and a queue with room for as many tasks as there are going to be threads.
    pub fn new(jobs: usize) -> Workers<Q> {
        let (queue, tasks) = bounded(jobs);
        Workers {
            queue: Some(queue),
            tasks,
            threads: vec![],
        }
    }

    /// Starts one more thread, which calls `run` with the queue's other end.
    ///
    /// # Errors
    /// The thread could not be started.
    pub fn hire(&mut self, run: impl FnOnce(&Receiver<Q>) + Send + 'static) -> io::Result<()> {
        let tasks = self.tasks.clone();
        let worker = Builder::new()
            .name(format!("worker {}", self.threads.len() + 1))
            .spawn(move || run(&tasks))?;
        self.threads.push(worker);
        Ok(())
    }

    /// Queues a task. Waits first while the queue is full.
    pub fn enqueue(&self, queued: Q) {
        if let Some(queue) = &self.queue {
            // This holds a receiver too, so somebody always listens.
            let _ = queue.send(queued);
        }
    }
}

impl<Q> Workers<Q> {
    /// How many threads were started.
    pub fn count(&self) -> usize {
        self.threads.len()
    }
}

impl<Q> Drop for Workers<Q> {
    fn drop(&mut self) {
        self.queue = None;
        for worker in self.threads.drain(..) {
            // No task can make a worker panic.
            let _ = worker.join();
        }
    }
}
