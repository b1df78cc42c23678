//! What the tests of the lessons' programs have in common. They panic where a test fails.

#![warn(missing_docs)]

pub mod child;
#[cfg(unix)]
pub mod closed;
pub mod echo;
pub mod files;
pub mod readme;
pub mod runs;
#[cfg(unix)]
pub mod signals;
pub mod standard;
#[cfg(unix)]
pub mod terminal;
pub mod traps;
#[cfg(unix)]
pub mod user;
