//! The searches that run every execution that their mode promises.
//!
//! | module | what it holds |
//! |---|---|
//! | `tree` | depth-first search over decisions |
//! | `sleep` | sleep sets: what was explored and need not be again |
//! | `races` | source sets: which other decisions are needed |
//! | `merge` | states that were there before; the graph |

mod merge;
mod races;
mod sleep;
mod tree;

pub(crate) use tree::{Kind, Tree};
