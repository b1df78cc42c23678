//! What is in a channel, and how threads wait for it.
//!
//! | file | what it holds |
//! |---|---|
//! | `state.rs` | queue, timer, and the hand-over between partners |
//! | `ends.rs` | sending, receiving; senders and receivers that come and go |
//! | `select.rs` | one engine for send, receive and select: one atomic step |

mod ends;
mod select;
mod state;

pub use select::{Arm, select_cases};
pub(crate) use state::{Channel, Slot};
