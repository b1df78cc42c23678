//! The models on real threads: the names that a checker has, without a checker.

pub mod model;
pub mod sync;
