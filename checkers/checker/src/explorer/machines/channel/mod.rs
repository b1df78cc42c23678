//! What is in a channel, and how threads wait for it.
//!
//! | file | what it holds |
//! |---|---|
//! | `state.rs` | a channel: its kind, its objects |
//! | `contents.rs` | queue, counts, who waits; how a message passes |
//! | `touches.rs` | which objects its steps touch |
//! | `send.rs`, `receive.rs` | waiting for one channel, as finely as can be; senders and receivers that come and go |
//! | `close.rs` | closing it, as Go does |
//! | `looks.rs` | looking how full it is, and at its timer |
//! | `meet.rs` | who meets whom where no message stays |
//! | `timer.rs` | when a timer may fire |
//! | `select.rs`, `wait.rs` | tries, timeouts and select, which check several things in one step; and waits |
//! | `case.rs` | what those ask of a receive, and of a send |
//!
//! **Objects.** A channel has five. `head` orders receivers, `tail` orders senders: a send and a
//! receive commute, and what makes one possible (a message, a freed slot, an end) it says itself.
//! `receivers` is read by senders and updated by a receiver's end. `watched` is updated by all that
//! a thread could see that only looks: a sender's end, an arrival where partners meet. `unread` orders the drops of both
//! sides if messages that were never received hold something that is checked: one of them drops that.
//!
//! A try, and a select, look before they act. To look is to read: `head` or `tail`, and an object for the
//! number of the message that would be received, or of the one whose place is needed; who sends that
//! message, or receives that one, excludes it. Only where no message is can the last sender's end be seen, in
//! `watched`. What is taken then excludes other receivers, or senders, of that channel; the arms of a select that are
//! not taken were read and nothing else. So looks in vain commute, selects that take from different channels
//! commute, and what is sent or received elsewhere in a channel does not matter to them.
//!
//! To close a channel excludes who sends and who closes (`receivers`); where partners meet also who receives, since
//! a sender that waits is not received from any more.
//!
//! Where partners meet (capacity 0), a sender offers and waits to be taken, a receiver arrives and
//! takes. Which of several receivers takes is open: no thread can tell in which order they arrived. A
//! select is completed by a thread that tries or selects too, and registers for that only once it has
//! seen that nothing is ready; there a thread that looks excludes all others. In a model that does not try or select both
//! sides of a channel none registers, a select is one step, and the offers of senders are a queue as
//! messages are.

mod case;
mod close;
mod contents;
mod looks;
mod meet;
mod receive;
mod select;
mod send;
mod state;
mod timer;
mod touches;
mod wait;

pub(crate) use meet::Slot;
pub use select::{Arm, select_cases};
pub(crate) use state::Channel;
