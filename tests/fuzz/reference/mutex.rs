//! parking_lot's `Mutex`: one holder; left open is who of those that wait, or come, is next.
//!
//! A lock with a time limit waits or gives up; to give up later is the same as at once, since
//! nobody can tell that it waits. Who locks twice waits for ever.

use super::state::{Guard, State};
use crate::outcome::Note;

/// Waits until the mutex is free: no step while it is held.
pub fn lock(state: &State, me: usize, mutex: usize) -> Vec<State> {
    match state.mutexes[mutex].held {
        true => vec![],
        false => vec![take(state, me, mutex)],
    }
}

/// `limited`: with a time limit, which has passed if it fails; to go on waiting adds no outcome.
pub fn try_lock(state: &State, me: usize, mutex: usize, limited: bool) -> Vec<State> {
    if !state.mutexes[mutex].held {
        return vec![take(state, me, mutex)];
    }
    let failed = state.clone();
    let failed = if limited { failed.late(me) } else { failed };
    vec![failed.done(me, &[Note::Nothing])]
}

pub fn is_locked(state: &State, me: usize, mutex: usize) -> Vec<State> {
    let held = state.mutexes[mutex].held;
    vec![state.clone().done(me, &[Note::Is(held)])]
}

/// `None`: the thread does not hold it.
pub fn unlock(state: &State, me: usize, mutex: usize) -> Option<Vec<State>> {
    let guards = &state.threads[me].guards;
    let i = guards.iter().position(|g| *g == Guard::Mutex(mutex))?;
    let after = state.with(|s| {
        s.threads[me].guards.remove(i);
        s.mutexes[mutex].held = false;
    });
    Some(vec![after.done(me, &[])])
}

/// `None`: the thread does not hold it.
pub fn forget(state: &State, me: usize, mutex: usize) -> Option<Vec<State>> {
    let guards = &state.threads[me].guards;
    let i = guards.iter().position(|g| *g == Guard::Mutex(mutex))?;
    let after = state.with(|s| {
        let thread = &mut s.threads[me];
        thread.forgotten.push(thread.guards.remove(i));
    });
    Some(vec![after.done(me, &[])])
}

/// `None`: the thread forgot no guard of this mutex.
pub fn force(state: &State, me: usize, mutex: usize) -> Option<Vec<State>> {
    let forgotten = &state.threads[me].forgotten;
    let i = forgotten.iter().rposition(|g| *g == Guard::Mutex(mutex))?;
    let after = state.with(|s| {
        s.threads[me].forgotten.remove(i);
        s.mutexes[mutex].held = false;
    });
    Some(vec![after.done(me, &[])])
}

/// The value under the lock says who had it, in which order.
fn take(state: &State, me: usize, mutex: usize) -> State {
    let before = state.mutexes[mutex].value;
    let after = state.with(|s| {
        s.mutexes[mutex].held = true;
        s.mutexes[mutex].value = before * 5 + me as u64 + 1;
        s.threads[me].guards.push(Guard::Mutex(mutex));
    });
    after.done(me, &[Note::Value(before)])
}
