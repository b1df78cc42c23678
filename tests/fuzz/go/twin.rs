//! Go's channel, which both checkers have.

pub use super::sync::go::Chan;
