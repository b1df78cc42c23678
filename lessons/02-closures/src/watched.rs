//! A count that the background increments and the foreground watches without polling it.
//!
//! # Examples
//! ```
//! use lesson_02::{background::Background, watched::watched};
//! use std::time::Duration;
//!
//! let (counter, watched) = watched();
//! let work = Background::start(move || (0..3).for_each(|_| counter.add(1)))?;
//! while !watched.wait(Duration::from_millis(50)).ended {
//!     // Draw a progress bar.
//! }
//! assert_eq!(watched.wait(Duration::ZERO).count, 3);
//! work.wait().expect("it did not panic");
//! # std::io::Result::Ok(())
//! ```

use crate::sync::time::{Duration, Instant};
use crate::sync::{Arc, Condvar, Mutex};

/// The foreground's side, which watches.
#[derive(Debug)]
pub struct Watched(Arc<Shared>);

/// The background's side, which counts. Dropping it marks the end of the work, even if it panics.
#[derive(Debug)]
pub struct Counter(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    state: Mutex<State>,
    /// Notified when the work ends.
    ended: Condvar,
}

/// How far the work has got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    /// The count. Written by the background, under the lock.
    pub count: u64,
    /// The work has ended. Set once by the background, under the lock.
    pub ended: bool,
}

/// Creates a count of zero, for work that is about to start.
pub fn watched() -> (Counter, Watched) {
    let shared = Arc::new(Shared {
        state: Mutex::new(State::default()),
        ended: Condvar::new(),
    });
    (Counter(shared.clone()), Watched(shared))
}

impl Counter {
    /// Adds `n` to the count.
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
    /// Blocks until the work has ended, but at most for `limit`, and returns how far it has got.
    pub fn wait(&self, limit: Duration) -> State {
        let deadline = Instant::now() + limit.min(CENTURY);
        let mut state = self.0.state.lock();
        while !state.ended && !self.0.ended.wait_until(&mut state, deadline).timed_out() {}
        *state
    }
}

/// The longest limit, because adding it to a point in time must not overflow.
const CENTURY: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);
