//! Whether the threads of an execution only repeat themselves.

use crate::log::Log;
use crate::log::event::{Event, Op};

/// The longest part that is taken to repeat, in steps.
const LONGEST: usize = 64;

/// So many steps at the end are compared.
const COMPARED: usize = 512;

/// Whether the last steps are the same few again and again, some of which let other threads go first:
/// then each thread waits for a change, and none comes.
///
/// A loop that never lets others go first may be one that counts, so it is none.
pub(crate) fn goes_round(log: &Log) -> bool {
    let tail = &log.events[log.events.len().saturating_sub(COMPARED)..];
    let repeats = |period: usize| {
        let pairs = tail.iter().zip(&tail[period..]);
        tail.len() == COMPARED && pairs.into_iter().all(|(one, other)| same(one, other))
    };
    let period = (1..=LONGEST).find(|period| repeats(*period));
    period.is_some_and(|period| tail[COMPARED - period..].iter().any(lets_others_go))
}

fn same(one: &Event, other: &Event) -> bool {
    let key = |event: &Event| (event.thread, event.op, event.object, event.blocks);
    key(one) == key(other) && one.value == other.value && one.loc == other.loc
}

/// Whether a thread lets others go first, or waits for time to pass.
fn lets_others_go(event: &Event) -> bool {
    use Op::{LockTimedOut, ParkTimedOut, RecvTimedOut, SelectTimedOut, SendTimedOut};
    use Op::{Sleep, WaitTimedOut, Yield};
    let times_out = matches!(
        event.op,
        LockTimedOut | ParkTimedOut | RecvTimedOut | SelectTimedOut | SendTimedOut | WaitTimedOut
    );
    times_out || matches!(event.op, Sleep | Yield)
}
