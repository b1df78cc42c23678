//! std's `park` and crossbeam's `Parker`: a permit that is there or not; `park` takes it, waiting
//! for it. A wait with a time limit may end at any moment, and does not tell why. std's may return for no
//! reason; here, as in the twins, it does once for each thread, in programs that ask for it.

use super::state::{Life, State, Thread};
use crate::language::{Op, Program};

/// `permit`: of the thread itself, or of its parker.
pub fn park(
    state: &State,
    me: usize,
    permit: fn(&mut Thread) -> &mut bool,
    limited: bool,
) -> Vec<State> {
    let mut after = state.clone();
    let there = std::mem::take(permit(&mut after.threads[me]));
    match (there, limited) {
        (true, _) => vec![after.done(me, &[])],
        (false, true) => vec![after.late(me).done(me, &[])],
        (false, false) => vec![],
    }
}

pub fn unpark(
    state: &State,
    me: usize,
    other: usize,
    permit: fn(&mut Thread) -> &mut bool,
) -> Vec<State> {
    let after = state.with(|s| *permit(&mut s.threads[other]) = true);
    vec![after.done(me, &[])]
}

/// Threads whose `park` returns for no reason.
pub fn spurious(program: &Program, state: &State) -> Vec<State> {
    let parks = |me: &usize| {
        let thread = &state.threads[*me];
        let op = program.threads[*me].get(thread.place);
        let waits = matches!(op, Some(Op::Park | Op::ParkTimeout)) && !thread.permit;
        waits && thread.life == Life::Runs && thread.started && !thread.roused
    };
    let parked = (0..state.threads.len()).filter(parks);
    let free =
        parked.filter(|me| !state.threads[*me].completed && state.threads[*me].trash.is_empty());
    free.map(|me| state.with(|s| s.threads[me].roused = true).done(me, &[]))
        .collect()
}
