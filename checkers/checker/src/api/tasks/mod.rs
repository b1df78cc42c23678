//! Tasks and what they wait for: the checked types for [tokio](https://docs.rs/tokio)'s.
//!
//! A task is a thread of the model that polls a future, so a counterexample has a lane for it. Between two steps of
//! shared state nothing else happens, as everywhere. Three things are specific to tasks:
//!
//! - **In its place.** A future beside which nothing else is polled cannot tell whether it was polled in vain. So it waits
//!   where it is, in a step that can run only when it is ready. In [`select!`], [`join!`] and [`poll_fn`] each arm
//!   is polled. A combinator that is none of these has to be written with [`poll_fn`], or in it.
//! - **In a queue.** Locks and semaphores are handed over in the order in which tasks came. Where a task waits for one
//!   in its place, and another beside something else, that order can be told, and the search begins again with the
//!   arrival as a step of its own.
//! - **Two runtimes.** Tasks run on several threads. If a poll waits as a thread waits, in a lock of threads say, the
//!   search begins again with a runtime of one thread, on which that poll holds up all others.
//!
//! | module | what it holds |
//! |---|---|
//! | `runtime`, `local`, `task` | the loop that polls; what a task keeps for its polls; spawn, join, abort |
//! | `leaf` | one poll of whatever waits |
//! | `permits`, `acquire` | permits, first come, first served; a future that waits for some |
//! | `wakers` | futures that wait for the same thing, all of which are woken |
//! | `semaphore`, `mutex`, `rw_lock`, `mpsc`, `oneshot`, `broadcast`, `watch` | the primitives, named as in tokio |
//! | `rendezvous` | a channel without a slot, which tokio has not |
//! | `io` | pipes, with tokio's own traits |
//! | `notify`, `barrier` | what wakes several tasks at once |
//! | `join_set`, `token`, `tracker` | several tasks: joined, cancelled, waited for |
//! | `time`, `cancel` | timers; futures that the search may drop |
//! | `select`, `join` | several futures in one task |
#![doc = include_str!("tasks.md")]

mod acquire;
mod barrier;
pub mod broadcast;
mod cancel;
pub mod io;
mod join;
mod join_set;
mod leaf;
mod local;
pub mod mpsc;
mod mutex;
mod notify;
pub mod oneshot;
mod permits;
pub mod rendezvous;
mod runtime;
mod rw_lock;
#[doc(hidden)]
pub mod select;
mod semaphore;
mod task;
pub mod time;
mod token;
mod tracker;
mod wakers;
pub mod watch;

use super::machines;
use crate::log::Loc;

pub use barrier::{Barrier, BarrierWait, BarrierWaitResult};
pub use cancel::{Cancellable, Dropped, cancellable};
pub use join::poll_fn;
#[doc(hidden)]
pub use join::{Joining, joining};
pub use join_set::{JoinNext, JoinSet};
#[doc(hidden)]
pub use leaf::Leaf;
pub use machines::tasks::{join, select, try_join};
pub use mutex::{Lock, LockOwned, Mutex, MutexGuard, OwnedMutexGuard, TryLockError};
pub use notify::{Notified, Notify, OwnedNotified};
pub use runtime::block_on;
pub use rw_lock::{
    OwnedRwLockReadGuard, OwnedRwLockWriteGuard, Read, ReadOwned, RwLock, RwLockReadGuard,
    RwLockWriteGuard, Write, WriteOwned,
};
pub use semaphore::{
    Acquire, AcquireError, AcquireMany, AcquireManyOwned, AcquireOwned, OwnedSemaphorePermit,
    Semaphore, SemaphorePermit, TryAcquireError,
};
pub use task::{AbortHandle, JoinError, JoinHandle, YieldNow, spawn, yield_now};
pub use token::{
    CancellationToken, DropGuard, DropGuardRef, RunUntilCancelled, RunUntilCancelledOwned,
    WaitForCancellationFuture, WaitForCancellationFutureOwned,
};
pub use tracker::{TaskTracker, TaskTrackerToken, TaskTrackerWaitFuture, TrackedFuture};

/// Where a future is awaited, if that is a line of the model's; `made`: where it was made.
fn place(awaited: Loc, made: Loc) -> Loc {
    let file = awaited.file();
    let foreign =
        file.starts_with("/rustc/") || file.contains("library/") || file.contains("/registry/");
    let own = file.contains("checker/src/api/tasks");
    if foreign || own { made } else { awaited }
}
