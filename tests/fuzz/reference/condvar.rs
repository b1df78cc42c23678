//! parking_lot's `Condvar`: to release the lock and to wait is one step; `notify_one` wakes who has
//! waited longest, as its queue does; a wait with a time limit may end at any moment before it is
//! notified. It never wakes for no reason, but where a program asks for that: once for each thread.
//!
//! Whoever was woken takes the lock again among all others who want it.

use super::state::{At, Guard, State};
use crate::language::Op;
use crate::outcome::Note;

/// All waits: `Wait`, `WaitFor`, `WaitWhile`, `WaitWhileFor`, on the lock of mutex 0.
pub fn wait(state: &State, me: usize, op: &Op) -> Vec<State> {
    let limited = matches!(op, Op::WaitFor | Op::WaitWhileFor);
    let has_lock = state.threads[me].guards.contains(&Guard::Mutex(0));
    let held = state.mutexes[0].held;
    match state.threads[me].at {
        At::Begin if has_lock => begin(state, me, op, false),
        At::Begin if held => vec![],
        At::Begin => {
            let locked = state.with(|s| s.mutexes[0].held = true);
            begin(&locked, me, op, true)
        }
        At::Locked { own } => vec![
            state
                .with(|s| {
                    s.mutexes[0].held = false;
                    s.waiting.push(me);
                })
                .at(me, At::Waiting { own }),
        ],
        At::Waiting { own } => {
            let timed_out = true;
            let gone = state.with(|s| s.waiting.retain(|waits| *waits != me));
            match limited {
                true => vec![gone.late(me).at(me, At::Retakes { own, timed_out })],
                false => vec![],
            }
        }
        At::Retakes { .. } if held => vec![],
        At::Retakes { own, timed_out } => {
            let locked = state.with(|s| s.mutexes[0].held = true);
            // A wait with a condition looks at it again, also when its time was up.
            let still = match op {
                Op::WaitWhile | Op::WaitWhileFor => is_new(state),
                _ => false,
            };
            vec![match (still, timed_out) {
                (true, false) => locked.at(me, At::Locked { own }),
                (true, true) => end(locked, me, op, own, true),
                (false, _) => {
                    let timed_out = timed_out && !matches!(op, Op::WaitWhileFor);
                    end(locked, me, op, own, timed_out)
                }
            }]
        }
        At::Releases => {
            let free = state.with(|s| s.mutexes[0].held = false);
            vec![free.done(me, &[])]
        }
        at => unreachable!("{at:?} in a wait"),
    }
}

/// With the lock: looks at the condition, if there is one.
fn begin(state: &State, me: usize, op: &Op, own: bool) -> Vec<State> {
    let waits = match op {
        Op::WaitWhile | Op::WaitWhileFor => is_new(state),
        _ => true,
    };
    vec![match waits {
        true => state.clone().at(me, At::Locked { own }),
        false => end(state.clone(), me, op, own, false),
    }]
}

fn is_new(state: &State) -> bool {
    state.mutexes[0].value == 0
}

/// With the lock: notes what came of it.
fn end(mut state: State, me: usize, op: &Op, own: bool, timed_out: bool) -> State {
    let value = state.mutexes[0].value;
    let notes = &mut state.threads[me].notes;
    if matches!(op, Op::WaitFor | Op::WaitWhileFor) {
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
    for &me in &state.waiting {
        let At::Waiting { own } = state.threads[me].at else {
            unreachable!("in the queue, but {:?}", state.threads[me].at);
        };
        if !state.threads[me].bothered {
            let timed_out = false;
            let woken = state.with(|s| {
                s.waiting.retain(|waits| *waits != me);
                s.threads[me].bothered = true;
            });
            next.push(woken.at(me, At::Retakes { own, timed_out }));
        }
    }
    next
}

pub fn notify_one(state: &State, me: usize) -> Vec<State> {
    let woken = !state.waiting.is_empty();
    let after = state.with(|s| {
        if woken {
            wake(s);
        }
    });
    vec![after.done(me, &[Note::Is(woken)])]
}

pub fn notify_all(state: &State, me: usize) -> Vec<State> {
    let woken = state.waiting.len() as u64;
    let after = state.with(|s| (0..woken).for_each(|_| wake(s)));
    vec![after.done(me, &[Note::Value(woken)])]
}

fn wake(state: &mut State) {
    let first = state.waiting.remove(0);
    let thread = &mut state.threads[first];
    let At::Waiting { own } = thread.at else {
        unreachable!("in the queue, but {:?}", thread.at);
    };
    let timed_out = false;
    thread.at = At::Retakes { own, timed_out };
}
