//! Bugs of tasks, and of futures that are dropped.
//!
//! | files | what goes wrong |
//! |---|---|
//! | `lost_send`, `half_frame`, `lost_line`, `read_exact`, `next_then` | an arm of `select!` is dropped with what it has taken |
//! | `futurelock`, `buffered` | a future that is not polled owns what its task waits for |
//! | `half_transfer`, `forgotten_permit`, `leaked_count`, `wrong_answer`, `applied_twice` | lines after an await are not reached |
//! | `lost_response`, `swallowed_error` | a task ends before its work does |
//! | `lock_across_await`, `lock_order` | locks |
//! | `unheard_notice`, `shared_notice` | a notification that no task can use |
//! | `fair_semaphore`, `lost_handoff` | primitives that forget what a dropped future had |
//! | `dropped_permit`, `released_permit`, `dropped_reservation`, `dead_waiter` | the same in tokio's channel, which `channel` models |

use super::{note, sync};
use crate::Exhibit;

mod applied_twice;
mod buffered;
mod channel;
mod dead_waiter;
mod dropped_permit;
mod dropped_reservation;
mod fair_semaphore;
mod forgotten_permit;
mod futurelock;
mod half_frame;
mod half_transfer;
mod leaked_count;
mod lock_across_await;
mod lock_order;
mod lost_handoff;
mod lost_line;
mod lost_response;
mod lost_send;
mod next_then;
mod read_exact;
mod released_permit;
mod shared_notice;
mod swallowed_error;
mod unheard_notice;
mod wrong_answer;

/// All of them, in the order of the table.
pub const EXHIBITS: &[Exhibit] = &[
    lost_send::EXHIBIT,
    half_frame::EXHIBIT,
    lost_line::EXHIBIT,
    read_exact::EXHIBIT,
    next_then::EXHIBIT,
    futurelock::EXHIBIT,
    buffered::EXHIBIT,
    half_transfer::EXHIBIT,
    forgotten_permit::EXHIBIT,
    leaked_count::EXHIBIT,
    wrong_answer::EXHIBIT,
    applied_twice::EXHIBIT,
    lost_response::EXHIBIT,
    swallowed_error::EXHIBIT,
    lock_across_await::EXHIBIT,
    lock_order::EXHIBIT,
    unheard_notice::EXHIBIT,
    shared_notice::EXHIBIT,
    fair_semaphore::EXHIBIT,
    lost_handoff::EXHIBIT,
    dropped_permit::EXHIBIT,
    released_permit::EXHIBIT,
    dropped_reservation::EXHIBIT,
    dead_waiter::EXHIBIT,
];
