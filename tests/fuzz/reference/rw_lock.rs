//! parking_lot's `RwLock`: readers or one writer, and a writer that waits for readers to leave
//! keeps new ones out, tries included; left open is who is next.
//!
//! A reader's wait cannot be told from its absence, so giving up needs no step of its own. A
//! writer's can.

use super::state::{At, Guard, RwLock, State};
use crate::outcome::Note;

fn shut(lock: &RwLock) -> bool {
    lock.writer || lock.pending
}

pub fn read(state: &State, me: usize) -> Vec<State> {
    match shut(&state.rw_lock) {
        true => vec![],
        false => vec![enter(state, me, Guard::Read)],
    }
}

/// `limited`: with a time limit, which has passed if it fails; to go on waiting adds no outcome.
pub fn try_read(state: &State, me: usize, limited: bool) -> Vec<State> {
    if !shut(&state.rw_lock) {
        return vec![enter(state, me, Guard::Read)];
    }
    let failed = state.clone();
    let failed = if limited { failed.late(me) } else { failed };
    vec![failed.done(me, &[Note::Nothing])]
}

pub fn try_write(state: &State, me: usize) -> Vec<State> {
    let lock = &state.rw_lock;
    if shut(lock) || lock.readers > 0 {
        return vec![state.clone().done(me, &[Note::Nothing])];
    }
    vec![enter(state, me, Guard::Write)]
}

/// `limited`: it may give up at any moment after it had to wait.
pub fn write(state: &State, me: usize, limited: bool) -> Vec<State> {
    let lock = &state.rw_lock;
    let gave_up = |state: &State| state.clone().late(me).done(me, &[Note::Nothing]);
    if state.threads[me].at == (At::Waiting { own: false }) {
        let left = state.with(|s| s.rw_lock.pending = false);
        let mut next = vec![];
        if lock.readers == 0 {
            next.push(enter(&left, me, Guard::Write));
        }
        if limited {
            next.push(gave_up(&left));
        }
        return next;
    }
    if shut(lock) {
        return if limited {
            vec![gave_up(state)]
        } else {
            vec![]
        };
    }
    if lock.readers == 0 {
        return vec![enter(state, me, Guard::Write)];
    }
    let waits = state.with(|s| s.rw_lock.pending = true);
    vec![waits.at(me, At::Waiting { own: false })]
}

/// `None`: the thread holds neither.
pub fn release(state: &State, me: usize) -> Option<Vec<State>> {
    let guards = &state.threads[me].guards;
    let mine = |g: &Guard| matches!(g, Guard::Read | Guard::Write);
    let i = guards.iter().rposition(mine)?;
    let after = state.with(|s| {
        let guard = s.threads[me].guards.remove(i);
        leave(&mut s.rw_lock, guard);
    });
    Some(vec![after.done(me, &[])])
}

pub fn leave(lock: &mut RwLock, guard: Guard) {
    match guard {
        Guard::Read => lock.readers -= 1,
        _ => lock.writer = false,
    }
}

fn enter(state: &State, me: usize, guard: Guard) -> State {
    let before = state.rw_lock.value;
    let after = state.with(|s| {
        match guard {
            Guard::Read => s.rw_lock.readers += 1,
            _ => {
                s.rw_lock.writer = true;
                s.rw_lock.value = before * 5 + me as u64 + 1;
            }
        }
        s.threads[me].guards.push(guard);
    });
    after.done(me, &[Note::Value(before)])
}
