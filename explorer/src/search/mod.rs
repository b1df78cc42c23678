//! The searches that run every execution that their mode promises.
//!
//! | module | what it holds |
//! |---|---|
//! | `tree` | depth-first search over decisions; sleep sets |
//! | `races` | source sets: which other decisions are needed |
//! | `merge` | states that were there before; the graph |

mod merge;
mod races;
mod tree;

pub(crate) use tree::{Kind, Tree};
