//! What stands in for a checker when a lesson's models run on real threads.
//!
//! The tests of this package include each lesson's models, as its `tests/loom.rs` and `tests/explorer.rs` do. With
//! `threads::{model, sync}` in place of a checker's, each model runs on OS threads and with real locks and channels,
//! so "what went wrong" is decided by the assertions that both checkers use.

pub mod threads;
