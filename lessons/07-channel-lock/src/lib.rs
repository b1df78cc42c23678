//! Lesson 07: a buffered channel as a lock.
//!
//! | module | what it holds |
//! |---|---|
//! | [`steps`] | from the bare send and receive to a guard |
//! | [`semaphore`] | the third step: several permits, tries, time limits |
//! | [`lock`] | the fourth step: the data is inside, and only the holder gets at it |
//! | [`mirrored`] | the semaphore the other way round: receiving takes, sending gives back |
//! | [`crew`] | workers that each want, have and release it, and whoever waits for them |
//! | [`turn`] | a worker's turn, and how workers start; the crew and its trap share it |
//! | [`traps`] | the wrong ways |

#![warn(missing_docs)]

pub use workbook::sync;

pub mod crew;
pub mod lock;
pub mod mirrored;
pub mod semaphore;
pub mod turn;

/// The steps that lead to [`semaphore`] and [`lock`], the third and the fourth: compare neighbours
/// with `diff`.
pub mod steps {
    pub mod s1_send_and_receive;
    pub mod s2_guard;
}

/// The wrong ways: each states what it does differently from [`semaphore`], [`mirrored`] or [`crew`],
/// in the lines marked `TRAP:`.
pub mod traps {
    pub mod foreign_release;
    pub mod forgotten_release;
    pub mod main_sleeps;
    pub mod receive_to_take;
    pub mod unbuffered;
}
