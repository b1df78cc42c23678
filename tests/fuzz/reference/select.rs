//! Send, receive and select: one of several arms, as soon as one is ready.
//!
//! Which of several ready arms a select takes is left open. To look at all arms is one step, as the
//! documentation has it. `select_biased!` looks at them in turn and takes the first that it finds
//! ready, though one before may have become ready meanwhile; it gives up only if none is ready.
//!
//! Where partners meet, a thread that waits can be seen by those who try. It begins to wait in one
//! arm after the other, in any order if not biased. A time limit may end at any moment at which no
//! arm is ready.

use super::channel::{arms, is_rendezvous, take};
use super::state::{At, State};
use crate::language::{Arm, Op, Otherwise, Program};
use crate::outcome::Note;

/// `None`: the thread has no handle for the operation.
pub fn step(program: &Program, state: &State, me: usize) -> Option<Vec<State>> {
    let arms = arms(program, state, me);
    let thread = &state.threads[me];
    let op = &program.threads[me][thread.place];
    if arms == [Arm::Never] && !matches!(op, Op::Select { .. }) {
        return None;
    }
    let in_turn = matches!(op, Op::Select { biased: true, .. }) && arms.len() > 1;
    let ready = |k: usize| take(program, state, me, k, arms[k]);
    let gives_up = |note| match note {
        Note::TimedOut => state.clone().late(me).done(me, &[note]),
        note => state.clone().done(me, &[note]),
    };
    let all_ready = || (0..arms.len()).flat_map(ready).collect::<Vec<State>>();
    // A loose timer may fire at a look, and may not.
    let perhaps = |k: usize| state.rules.loose_timers && matches!(arms[k], Arm::Timer(_));
    let surely = (0..arms.len()).any(|k| !perhaps(k) && !ready(k).is_empty());
    Some(match thread.at {
        At::Begin if in_turn => look_in_turn(state, me, 0, ready(0), perhaps(0)),
        At::Looked(k) if k < arms.len() => look_in_turn(state, me, k, ready(k), perhaps(k)),
        At::Looked(_) if surely => vec![state.clone().at(me, At::Looked(0))],
        At::Begin | At::Looked(_) => {
            let mut next = all_ready();
            if !surely {
                let (waits, gave_up) = otherwise(op);
                if waits {
                    next.extend(register(program, state, me, &arms, 0, in_turn));
                }
                next.extend(gave_up.map(gives_up));
            }
            next
        }
        At::Registered(mask) => {
            let mut next = all_ready();
            if !surely {
                let (_, gave_up) = otherwise(op);
                next.extend(gave_up.map(gives_up));
            }
            next.extend(register(program, state, me, &arms, mask, in_turn));
            next
        }
        at => unreachable!("{at:?} in a select"),
    })
}

/// `perhaps`: it may be found ready, and may not.
fn look_in_turn(
    state: &State,
    me: usize,
    k: usize,
    mut taken: Vec<State>,
    perhaps: bool,
) -> Vec<State> {
    if taken.is_empty() || perhaps {
        taken.push(state.clone().at(me, At::Looked(k + 1)));
    }
    taken
}

/// Begins to wait in one more arm. That shows only where partners meet.
fn register(
    program: &Program,
    state: &State,
    me: usize,
    arms: &[Arm],
    mask: u8,
    in_turn: bool,
) -> Vec<State> {
    if !arms.iter().any(|arm| is_rendezvous(program, *arm)) {
        return vec![];
    }
    let mut left: Vec<usize> = (0..arms.len()).filter(|k| mask & (1 << k) == 0).collect();
    if in_turn {
        left.truncate(1);
    }
    let with = |k: usize| state.clone().at(me, At::Registered(mask | 1 << k));
    left.into_iter().map(with).collect()
}

/// Whether the operation waits if nothing is ready, and what it notes if it does not.
fn otherwise(op: &Op) -> (bool, Option<Note>) {
    match op {
        Op::TrySend(_) => (false, Some(Note::Full)),
        Op::TryRecv(_) | Op::TryRecvTimer(_) => (false, Some(Note::Empty)),
        Op::TryIter(_) => (false, Some(Note::End)),
        Op::SendTimeout(_) | Op::RecvTimeout(_) => (true, Some(Note::TimedOut)),
        Op::Select { otherwise, .. } => match otherwise {
            Otherwise::Wait => (true, None),
            Otherwise::Default => (false, Some(Note::Default)),
            Otherwise::Timeout => (true, Some(Note::TimedOut)),
        },
        _ => (true, None),
    }
}
