//! What is done with a channel's handles besides sending and receiving: looks, clones, drops.

use super::channel::has_room;
use super::state::{At, State, Timer};
use crate::language::{GO, MPSC, Op, Program};
use crate::outcome::Note;

/// `Len`, `IsEmpty`, `IsFull`; `None`: the thread has neither side.
pub fn look(program: &Program, state: &State, me: usize, op: &Op) -> Option<Vec<State>> {
    let (Op::Len(c) | Op::IsEmpty(c) | Op::IsFull(c)) = *op else {
        unreachable!("{op:?} does not look");
    };
    let thread = &state.threads[me];
    // Every thread has a handle of Go's.
    if c != GO && thread.senders[c] + thread.receivers[c] == 0 {
        return None;
    }
    let len = state.queues[c].len();
    let note = match op {
        Op::Len(_) => Note::Value(len as u64),
        Op::IsEmpty(_) => Note::Is(len == 0),
        _ => Note::Is(!has_room(program, state, c)),
    };
    Some(vec![state.clone().done(me, &[note])])
}

/// Clones a side or drops it; `None`: the thread has none.
pub fn hold(program: &Program, state: &State, me: usize, op: &Op) -> Option<Vec<State>> {
    let mut after = state.clone();
    let thread = &mut after.threads[me];
    let (count, more) = match *op {
        Op::CloneSender(c) => (&mut thread.senders[c], true),
        Op::DropSender(c) => (&mut thread.senders[c], false),
        Op::CloneReceiver(c) => (&mut thread.receivers[c], true),
        Op::DropReceiver(c) => (&mut thread.receivers[c], false),
        ref op => unreachable!("{op:?} neither clones nor drops"),
    };
    if *count == 0 {
        return None;
    }
    *count = if more { *count + 1 } else { *count - 1 };
    discard(program, &mut after, me);
    Some(vec![after.done(me, &[])])
}

/// The length of a timer: whether it would deliver now.
pub fn len_of_timer(state: &State, me: usize, timer: usize) -> Vec<State> {
    let note = |len| state.clone().done(me, &[Note::Value(len)]);
    match state.timers[timer] {
        Timer::At { .. } if state.rules.loose_timers => vec![note(0), note(1)],
        Timer::At { deadline, .. } => vec![note((deadline <= state.now).into())],
        Timer::Gone => vec![note(0)],
    }
}

/// Go's `close`.
pub fn close(state: &State, me: usize) -> Vec<State> {
    vec![match state.closed {
        true => state.clone().at(me, At::Panics),
        false => state.with(|s| s.closed = true).done(me, &[]),
    }]
}

/// What nobody can receive any more goes away: at once, if the channel is unbounded or std's; otherwise with
/// the channel. Thread `me` drops what it held.
pub fn discard(program: &Program, state: &mut State, me: usize) {
    for c in 0..GO {
        let gone = state.receivers(c) == 0;
        let keeps = program.capacity(c).is_some() && c != MPSC;
        if gone && (!keeps || state.senders(c) == 0) {
            let unread = std::mem::take(&mut state.queues[c]);
            let held = unread.into_iter().filter_map(|message| message.1);
            state.threads[me].trash.extend(held);
        }
    }
}
