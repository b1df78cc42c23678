//! Points in time and the distances between them, as in [`std::time`].

pub use std::time::{Duration, Instant};
