//! Lesson 07: a buffered channel as a lock.
//!
//! | module | what it holds |
//! |---|---|
//! | [`steps`] | from the bare send and receive to a guard |
//! | [`semaphore`] | the third step: several permits, tries, timeouts |
//! | [`lock`] | the fourth step: the lock owns its data |
//! | [`mirrored`] | the semaphore the other way round: receiving acquires, sending releases |
//! | [`crew`] | workers that each acquire, hold and release a permit, and the thread that joins them |
//! | [`turn`] | a worker's turn and how workers are started |
//! | [`traps`] | the bugs |

#![warn(missing_docs)]

pub use workbook::sync;

pub mod crew;
pub mod lock;
pub mod mirrored;
pub mod semaphore;
pub mod turn;

/// The first two steps on the way to [`semaphore`] and [`lock`]: compare neighbors with `diff`.
pub mod steps {
    pub mod s1_send_and_receive;
    pub mod s2_guard;
}

/// The bugs. Each differs from [`semaphore`], [`mirrored`] or [`crew`] in the lines marked `TRAP:`.
pub mod traps {
    pub mod foreign_release;
    pub mod forgotten_release;
    pub mod main_sleeps;
    pub mod receive_to_take;
    pub mod unbuffered;
}
