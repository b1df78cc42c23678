//! Whether the threads of an execution only repeat themselves.

use crate::log::Log;
use crate::log::event::{Event, Op};

/// The longest part that is taken to repeat, in steps.
const LONGEST: usize = 64;

/// So many steps that repeat are enough, or half of all steps if there are fewer.
const ENOUGH: usize = 512;

/// What repeats does so at least so many times.
const TIMES: usize = 3;

/// Where steps end that are the same few again and again, some of which let other threads go first: then
/// each thread waits for a change, and none comes.
///
/// They need not be the last: a search that tries one time less than before may get out of the round
/// just before it is cut. A loop that never lets others go first may be one that counts, so it is none; nor
/// are rounds in which a thread starves.
pub(crate) fn end_of_rounds(log: &Log) -> Option<usize> {
    let enough = ENOUGH.min(log.events.len() / 2);
    let mut periods = 1..=LONGEST.min(enough / TIMES);
    let end = periods.find_map(|period| end(&log.events, period, enough))?;
    (!starves(log, end)).then_some(end)
}

/// The end of `enough` steps in a row, or more, that repeat what was `period` steps before and let others
/// go first.
fn end(events: &[Event], period: usize, enough: usize) -> Option<usize> {
    let again = |at: &usize| same(&events[at - period], &events[*at]);
    let mut start = 0;
    while start + enough <= events.len() {
        let end = start + period + (start + period..events.len()).take_while(again).count();
        if start + enough <= end {
            let round = &events[end - period..end];
            return round.iter().any(lets_others_go).then_some(end);
        }
        start = end - period + 1;
    }
    None
}

/// Whether a thread could have run in these rounds and never did: then they show only that the order was unfair.
fn starves(log: &Log, end: usize) -> bool {
    let mut threads = log.threads.iter().enumerate();
    threads.any(|(i, thread)| {
        let by_it = |event: &Event| usize::from(event.thread) == i;
        let runs = log.events[end / 2..end].iter().any(by_it);
        // What it waits for may have come since.
        let last = log.events[..end].iter().rev().find(|event| by_it(event));
        let waited = last.is_some_and(|event| event.blocks);
        let waits = thread.pending.is_some_and(|pending| pending.blocked);
        !thread.done && !waited && !waits && !runs
    })
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
