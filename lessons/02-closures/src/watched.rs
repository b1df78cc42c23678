//! A count that the background raises and the foreground watches, without asking all the time.

use crate::sync::time::{Duration, Instant};
use crate::sync::{Arc, Condvar, Mutex};

/// The foreground's side: to watch.
#[derive(Debug)]
pub struct Watched(Arc<Shared>);

/// The background's side: to count. That it is dropped, also in a panic, is the end of the work.
#[derive(Debug)]
pub struct Counter(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    /// Notified when the work ends.
    ended: Condvar,
}

/// How far the work has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The count. Written by the background, under the lock.
    pub count: u64,
    /// The work is over. Written by the background, once, under the lock.
    pub ended: bool,
}

/// A count of nothing, for work that is about to start.
pub fn watched() -> (Counter, Watched) {
    let shared = Arc::new(Shared {
        state: Mutex::new(State::default()),
        ended: Condvar::new(),
    });
    (Counter(shared.clone()), Watched(shared))
}

impl Counter {
    /// Raises the count.
    pub fn add(&self, n: u64) {
        self.0.state.lock().count += n;
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        self.0.state.lock().ended = true;
        self.0.ended.notify_one();
    }
}

impl Watched {
    /// Waits until the work is over, but no longer than `limit`: how far it has come.
    pub fn wait(&self, limit: Duration) -> State {
        let deadline = Instant::now() + limit.min(CENTURY);
        let mut state = self.0.state.lock();
        while !state.ended && !self.0.ended.wait_until(&mut state, deadline).timed_out() {}
        *state
    }
}

/// A longer limit is this one: adding it to a point in time must not overflow.
const CENTURY: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);
