//! parking_lot's `Condvar`: to release the lock and to wait is one step; `notify_one` wakes who has
//! waited longest, as its queue does; a wait with a time limit may end at any moment before it is
//! notified. It never wakes for no reason, but where a program asks for that: once for each
//! thread.
//!
//! Whoever was woken takes the lock again among all others who want it.

use super::state::{At, Guard, State};
use crate::language::Op;
use crate::outcome::Note;

/// All waits: `Wait`, `WaitFor`, `WaitWhile`, `WaitWhileFor`, on the lock of their mutex.
pub fn wait(state: &State, me: usize, op: &Op) -> Vec<State> {
    let i = mutex_of(op);
    let limited = matches!(op, Op::WaitFor(_) | Op::WaitWhileFor(_));
    let has_lock = state.threads[me].guards.contains(&Guard::Mutex(i));
    let held = state.mutexes[i].held;
    match state.threads[me].at {
        At::Begin if has_lock => begin(state, me, op, false),
        At::Begin if held => vec![],
        At::Begin => {
            let locked = state.with(|s| s.mutexes[i].held = true);
            begin(&locked, me, op, true)
        }
        At::Locked { own } => vec![
            state
                .with(|s| {
                    s.mutexes[i].held = false;
                    s.waiting[i].push(me);
                })
                .at(me, At::Waiting { own }),
        ],
        At::Waiting { own } => {
            let timed_out = true;
            let gone = state.with(|s| s.waiting[i].retain(|waits| *waits != me));
            match limited {
                true => vec![gone.late(me).at(me, At::Retakes { own, timed_out })],
                false => vec![],
            }
        }
        At::Retakes { .. } if held => vec![],
        At::Retakes { own, timed_out } => {
            let locked = state.with(|s| s.mutexes[i].held = true);
            // A wait with a condition looks at it again, also when its time was up.
            let still = match op {
                Op::WaitWhile(_) | Op::WaitWhileFor(_) => is_new(state, i),
                _ => false,
            };
            vec![match (still, timed_out) {
                (true, false) => locked.at(me, At::Locked { own }),
                (true, true) => end(locked, me, op, own, true),
                (false, _) => {
                    let timed_out = timed_out && !matches!(op, Op::WaitWhileFor(_));
                    end(locked, me, op, own, timed_out)
                }
            }]
        }
        At::Releases => {
            let free = state.with(|s| s.mutexes[i].held = false);
            vec![free.done(me, &[])]
        }
        at => unreachable!("{at:?} in a wait"),
    }
}

/// With the lock: looks at the condition, if there is one.
fn begin(state: &State, me: usize, op: &Op, own: bool) -> Vec<State> {
    let i = mutex_of(op);
    let waits = match op {
        Op::WaitWhile(_) | Op::WaitWhileFor(_) => is_new(state, i),
        _ => true,
    };
    vec![match waits {
        true => state.clone().at(me, At::Locked { own }),
        false => end(state.clone(), me, op, own, false),
    }]
}

fn mutex_of(op: &Op) -> usize {
    match *op {
        Op::Wait(i) | Op::WaitFor(i) | Op::WaitWhile(i) | Op::WaitWhileFor(i) => i,
        ref op => unreachable!("{op:?} does not wait"),
    }
}

fn is_new(state: &State, i: usize) -> bool {
    state.mutexes[i].value == 0
}

/// With the lock: notes what came of it.
fn end(mut state: State, me: usize, op: &Op, own: bool, timed_out: bool) -> State {
    let value = state.mutexes[mutex_of(op)].value;
    let notes = &mut state.threads[me].notes;
    if matches!(op, Op::WaitFor(_) | Op::WaitWhileFor(_)) {
        notes.push(Note::Is(timed_out));
    }
    notes.push(Note::Value(value));
    match own {
        true => state.at(me, At::Releases),
        false => state.done(me, &[]),
    }
}

/// Threads that wake for no reason.
pub fn spurious(state: &State) -> Vec<State> {
    let mut next = vec![];
    for (i, waiting) in state.waiting.iter().enumerate() {
        for &me in waiting.iter().filter(|me| !state.threads[**me].bothered[i]) {
            let woken = state.with(|s| {
                s.threads[me].bothered[i] = true;
                wake(s, i, me);
            });
            next.push(woken);
        }
    }
    next
}

pub fn notify_one(state: &State, me: usize, i: usize) -> Vec<State> {
    let first = state.waiting[i].first().copied();
    let after = state.with(|s| first.into_iter().for_each(|first| wake(s, i, first)));
    vec![after.done(me, &[Note::Is(first.is_some())])]
}

pub fn notify_all(state: &State, me: usize, i: usize) -> Vec<State> {
    let all = &state.waiting[i];
    let after = state.with(|s| all.iter().for_each(|waits| wake(s, i, *waits)));
    vec![after.done(me, &[Note::Value(all.len() as u64)])]
}

fn wake(state: &mut State, i: usize, thread: usize) {
    state.waiting[i].retain(|waits| *waits != thread);
    let thread = &mut state.threads[thread];
    let At::Waiting { own } = thread.at else {
        unreachable!("in the queue, but {:?}", thread.at);
    };
    let timed_out = false;
    thread.at = At::Retakes { own, timed_out };
}
