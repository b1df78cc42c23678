//! std's `park` and crossbeam's `Parker`: a permit that is there or not; `park` takes it, waiting
//! for it. A wait with a time limit may end at any moment, and does not tell why. (std's may wake
//! for no reason; here, as in the twins, it never does.)

use super::state::{State, Thread};

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
