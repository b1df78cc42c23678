//! Three jobs at once, and four ways to collect their results.

use crate::sync::channel::{Receiver, bounded, never};
use crate::sync::thread::{Builder, Scope, ScopedJoinHandle, scope};
use crate::sync::{Mutex, WaitGroup, select};
use std::io;

/// Reads something to its end and returns what it found.
pub type Job<'a> = Box<dyn FnOnce() -> io::Result<u64> + Send + 'a>;

/// What each job found.
pub type Found = [io::Result<u64>; 3];

/// How results are collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collect {
    /// Join each thread: its handle has the result.
    Join,
    /// Wait for all; the results are stored under a lock.
    WaitGroup,
    /// A channel each, received in the order in which they are ready.
    Select,
    /// A channel each, received one after the other.
    InOrder,
}

impl Collect {
    /// Runs the jobs, each in a thread of its own.
    ///
    /// # Errors
    /// A thread could not be started. Its job is dropped, so the others stop as well.
    pub fn run(self, jobs: [Job<'_>; 3]) -> io::Result<Found> {
        match self {
            Collect::Join => join(jobs),
            Collect::WaitGroup => wait_group(jobs),
            Collect::Select => select_each(jobs),
            Collect::InOrder => in_order(jobs),
        }
    }
}

const NAMES: [&str; 3] = ["first", "second", "third"];

/// Starts `body` under a name.
fn start<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    name: &str,
    body: impl FnOnce() -> T + Send + 'scope,
) -> io::Result<ScopedJoinHandle<'scope, T>> {
    Builder::new().name(name.into()).spawn_scoped(scope, body)
}

/// Joins threads whose results were collected in another way. A scope panics if a thread panicked that
/// was never joined.
fn bury(threads: Vec<ScopedJoinHandle<'_, ()>>) {
    for thread in threads {
        let _ = thread.join();
    }
}

fn panicked() -> io::Error {
    io::Error::other("a consumer has panicked")
}

// ANCHOR: join
fn join(jobs: [Job<'_>; 3]) -> io::Result<Found> {
    scope(|scope| {
        let mut handles = vec![];
        for (job, name) in jobs.into_iter().zip(NAMES) {
            handles.push(start(scope, name, job)?);
        }
        let mut found = handles
            .into_iter()
            .map(|handle| handle.join().unwrap_or_else(|_| Err(panicked())));
        Ok([(); 3].map(|()| found.next().unwrap_or_else(|| Err(panicked()))))
    })
}
// ANCHOR_END: join

// ANCHOR: wait_group
fn wait_group(jobs: [Job<'_>; 3]) -> io::Result<Found> {
    let found = Mutex::new([None, None, None]);
    scope(|scope| {
        let group = WaitGroup::new();
        let mut threads = vec![];
        for (i, (job, name)) in jobs.into_iter().zip(NAMES).enumerate() {
            let (found, member) = (&found, group.clone());
            threads.push(start(scope, name, move || {
                let result = job();
                found.lock()[i] = Some(result);
                drop(member);
            })?);
        }
        group.wait();
        bury(threads);
        let found = std::mem::take(&mut *found.lock());
        Ok(found.map(|found| found.unwrap_or_else(|| Err(panicked()))))
    })
}
// ANCHOR_END: wait_group

/// The threads of the jobs, and a channel for the result of each, which is closed without one if the
/// job panics.
type Started<'scope> = (
    Vec<ScopedJoinHandle<'scope, ()>>,
    [Receiver<io::Result<u64>>; 3],
);

fn start_each<'scope>(
    scope: &'scope Scope<'scope, '_>,
    jobs: [Job<'scope>; 3],
) -> io::Result<Started<'scope>> {
    let mut threads = vec![];
    let mut results = [never(), never(), never()];
    for ((job, name), result) in jobs.into_iter().zip(NAMES).zip(&mut results) {
        let (result_tx, result_rx) = bounded(1);
        *result = result_rx;
        threads.push(start(scope, name, move || drop(result_tx.send(job())))?);
    }
    Ok((threads, results))
}

// ANCHOR: select
fn select_each(jobs: [Job<'_>; 3]) -> io::Result<Found> {
    scope(|scope| {
        let (threads, mut open) = start_each(scope, jobs)?;
        let mut found = [None, None, None];
        while found.iter().any(Option::is_none) {
            let (i, result) = select! {
                recv(open[0]) -> result => (0, result),
                recv(open[1]) -> result => (1, result),
                recv(open[2]) -> result => (2, result),
            };
            found[i] = Some(result.unwrap_or_else(|_| Err(panicked())));
            // It has delivered its result and is closed, so its arm would be ready forever. In Go: nil.
            open[i] = never();
        }
        bury(threads);
        Ok(found.map(|found| found.unwrap_or_else(|| Err(panicked()))))
    })
}
// ANCHOR_END: select

// ANCHOR: in_order
fn in_order(jobs: [Job<'_>; 3]) -> io::Result<Found> {
    scope(|scope| {
        let (threads, results) = start_each(scope, jobs)?;
        let found = results.map(|result| result.recv().unwrap_or_else(|_| Err(panicked())));
        bury(threads);
        Ok(found)
    })
}
// ANCHOR_END: in_order
