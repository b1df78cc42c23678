//! Threads that take queued tasks, one after another; shared by the pool and its pitfalls.

use crate::sync::channel::{Receiver, Sender, bounded};
use crate::sync::thread::{Builder, JoinHandle};
use std::io;

/// Worker threads and the queue that feeds them.
///
/// Dropping it closes the queue and joins the threads, which first run what is still queued.
#[derive(Debug)]
pub struct Workers<Q> {
    /// `None` only while this is being dropped: closing the queue ends the threads.
    queue: Option<Sender<Q>>,
    tasks: Receiver<Q>,
    threads: Vec<JoinHandle<()>>,
}

impl<Q: Send + 'static> Workers<Q> {
    /// Creates a queue with a capacity of `jobs` tasks, and no thread yet.
    pub fn new(jobs: usize) -> Workers<Q> {
        let (queue, tasks) = bounded(jobs);
        Workers {
            queue: Some(queue),
            tasks,
            threads: vec![],
        }
    }

    /// Starts one more thread, which calls `run` with the receiving end of the queue.
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

    /// Queues a task, blocking while the queue is full.
    pub fn enqueue(&self, queued: Q) {
        if let Some(queue) = &self.queue {
            // `self.tasks` is a receiver too, so the channel is never disconnected here.
            let _ = queue.send(queued);
        }
    }
}

impl<Q> Workers<Q> {
    /// Returns how many threads were started.
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
