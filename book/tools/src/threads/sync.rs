//! The real types of `workbook::sync`, but with the time of a model: it stands still until a timer fires.
//!
//! A model asserts that a timeout of 30 s fired after exactly 30 s, which no real clock would confirm. So a
//! timer really waits, and the clock reaches its deadline when a thread has taken its message.

pub use workbook::sync::*;

use channel::{Receiver, Sender};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex as Plain, PoisonError};
use time::{Duration, Instant};

/// Model time, in microseconds.
static NOW: AtomicU64 = AtomicU64::new(1_000_000);

/// A wait that is longer than this is a thousand times shorter than the model asks for.
const LONG: Duration = Duration::from_millis(100);

/// How long a wait of `asked` really takes.
fn real(asked: Duration) -> Duration {
    if asked > LONG { asked / 1000 } else { asked }
}

/// Sets the clock to `deadline`, unless another timer has set it further.
fn reached(deadline: Instant) {
    NOW.fetch_max(deadline.0, Ordering::SeqCst);
}

/// What [`channel::after`] returns the receiver of.
struct Timer {
    deadline: Instant,
    /// Locked while the message is sent, so that no thread sees it sent and not yet there.
    sent: Plain<bool>,
    time_tx: Sender<Instant>,
    time_rx: Receiver<Instant>,
}

/// The timers whose messages no thread has taken.
static TIMERS: Plain<Vec<Arc<Timer>>> = Plain::new(vec![]);

impl Timer {
    fn fire(&self) {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        // There is a slot, and both ends are here.
        let _ = self.time_tx.send(self.deadline);
        *sent = true;
    }

    fn was_taken(&self) -> bool {
        let sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        *sent && self.time_rx.is_empty()
    }
}

/// Advances the clock to the deadlines of timers whose messages were taken.
fn catch_up() {
    let mut timers = TIMERS.lock().unwrap_or_else(PoisonError::into_inner);
    timers.retain(|timer| {
        let taken = timer.was_taken();
        if taken {
            reached(timer.deadline);
        }
        !taken
    });
}

pub mod time {
    //! Model time.

    pub use std::time::Duration;

    use std::ops::{Add, Sub};
    use std::sync::atomic::Ordering;

    /// A moment of model time.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Instant(pub(super) u64);

    impl Instant {
        /// Returns the deadline of the last timer that fired.
        pub fn now() -> Instant {
            super::catch_up();
            Instant(super::NOW.load(Ordering::SeqCst))
        }

        /// Returns how much time has passed since.
        pub fn elapsed(self) -> Duration {
            Instant::now() - self
        }

        /// Returns a later moment, or `None` if the clock does not reach it.
        pub fn checked_add(self, duration: Duration) -> Option<Instant> {
            let micros = u64::try_from(duration.as_micros()).ok()?;
            self.0.checked_add(micros).map(Instant)
        }
    }

    impl Add<Duration> for Instant {
        type Output = Instant;

        fn add(self, duration: Duration) -> Instant {
            self.checked_add(duration).expect("within the clock")
        }
    }

    impl Sub for Instant {
        type Output = Duration;

        fn sub(self, earlier: Instant) -> Duration {
            Duration::from_micros(self.0.saturating_sub(earlier.0))
        }
    }
}

pub mod thread {
    //! Real threads, which sleep in model time.

    pub use workbook::sync::thread::*;

    use super::time::{Duration, Instant};

    /// Sleeps, and then sets the clock.
    pub fn sleep(duration: Duration) {
        let until = Instant::now() + duration;
        workbook::sync::thread::sleep(super::real(duration));
        super::reached(until);
    }
}

pub mod channel {
    //! Real channels, and a timer in model time.

    pub use workbook::sync::channel::*;

    use super::time::{Duration, Instant};
    use super::{Arc, Plain, PoisonError, TIMERS, Timer, thread};

    /// Returns a channel that receives the time once `duration` has passed.
    pub fn after(duration: Duration) -> Receiver<Instant> {
        let deadline = Instant::now() + duration;
        let (time_tx, time_rx) = bounded(1);
        let timer = Arc::new(Timer {
            deadline,
            sent: Plain::new(false),
            time_tx,
            time_rx: time_rx.clone(),
        });
        let mut timers = TIMERS.lock().unwrap_or_else(PoisonError::into_inner);
        timers.push(Arc::clone(&timer));
        drop(timers);
        thread::spawn(move || {
            workbook::sync::thread::sleep(super::real(duration));
            timer.fire();
        });
        time_rx
    }
}

/// parking_lot's, with waits in model time.
#[derive(Debug, Default)]
pub struct Condvar(workbook::sync::Condvar);

impl Condvar {
    /// Creates a condition variable on which no thread waits.
    pub const fn new() -> Condvar {
        Condvar(workbook::sync::Condvar::new())
    }

    /// Blocks until notified.
    pub fn wait<T>(&self, guard: &mut MutexGuard<'_, T>) {
        self.0.wait(guard);
    }

    /// Blocks until notified, or until the clock reaches `deadline`.
    pub fn wait_until<T>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        deadline: Instant,
    ) -> WaitTimeoutResult {
        let left = deadline - Instant::now();
        let waited = self.0.wait_for(guard, real(left));
        if waited.timed_out() {
            reached(deadline);
        }
        waited
    }

    /// Wakes up a waiting thread.
    pub fn notify_one(&self) -> bool {
        self.0.notify_one()
    }

    /// Wakes up all waiting threads.
    pub fn notify_all(&self) -> usize {
        self.0.notify_all()
    }
}
