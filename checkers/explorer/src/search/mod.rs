//! The searches that run every execution that their mode promises.
//!
//! | module | what it holds |
//! |---|---|
//! | `optimal` | one execution of each trace |
//! | `races` | what else has to be explored: steps that could come in the other order |
//! | `wakeup` | plans for that, and which of them are needless |
//! | `tree` | the other searches, to compare with: depth-first over all decisions |
//! | `sleep` | sleep sets: what was explored and need not be again |
//! | `merge` | states that were there before; the graph |

mod merge;
mod optimal;
mod races;
mod sleep;
mod tree;
mod vain;
mod wakeup;

pub(crate) use optimal::Optimal;
pub(crate) use tree::{Kind, Tree};
