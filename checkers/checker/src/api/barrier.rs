//! Twin of std's `Barrier`.

use super::machines::barrier::Meeting;
use crate::log::ObjectId;
use crate::log::note::Named;
use crate::plain::here;
use std::fmt;

/// A barrier: threads continue only once a fixed number of them has arrived; twin of
/// [`std::sync::Barrier`].
///
/// # Examples
/// ```
/// use checker::explorer::sync::atomic::{AtomicU32, Ordering::SeqCst};
/// use checker::explorer::{check, sync::Barrier, sync::thread};
///
/// let report = check("both have counted", || {
///     let (count, both) = (AtomicU32::new(0), Barrier::new(2));
///     let seen = || {
///         count.fetch_add(1, SeqCst);
///         both.wait();
///         count.load(SeqCst)
///     };
///     thread::scope(|scope| {
///         let other = scope.spawn(seen);
///         (seen(), other.join().unwrap())
///     })
/// });
/// report.holds().reaches(["(2, 2)"]);
/// ```
pub struct Barrier(Meeting);

/// Tells whether the thread was the last to arrive; the checked type for [`std::sync::BarrierWaitResult`].
#[derive(Debug)]
pub struct BarrierWaitResult {
    is_leader: bool,
}

impl Barrier {
    /// Creates a barrier for `n` threads. With 0, as with 1, no thread ever waits.
    #[track_caller]
    pub fn new(n: usize) -> Self {
        Barrier(Meeting::new(n, here()))
    }

    /// Blocks the current thread until `n` threads have arrived, then releases them all and begins
    /// again from 0.
    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        let is_leader = self.0.wait(here());
        BarrierWaitResult { is_leader }
    }
}

impl fmt::Debug for Barrier {
    /// As std's: how many threads have arrived is not shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}

impl BarrierWaitResult {
    /// Returns true for one of the threads that are released together: the last to arrive.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::Barrier, sync::thread};
    ///
    /// let report = check("one leader", || {
    ///     let barrier = Barrier::new(2);
    ///     thread::scope(|scope| {
    ///         let other = scope.spawn(|| barrier.wait().is_leader());
    ///         barrier.wait().is_leader() != other.join().unwrap()
    ///     })
    /// });
    /// report.holds().reaches(["true"]);
    /// ```
    pub fn is_leader(&self) -> bool {
        self.is_leader
    }
}

impl Named for Barrier {
    fn object(&self) -> ObjectId {
        self.0.id()
    }
}
