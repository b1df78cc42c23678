//! Loops of a bounded number of tries: each try is a step, and whatever it finds, others may go before the
//! next. A pause says nothing: a thread may be scheduled again at once, so all tries may fail.

use super::channel::take;
use super::mutex;
use super::state::{At, State};
use crate::language::{Arm, Attempt, Program};
use crate::outcome::Note;

/// `None`: the thread has no handle for the loop.
pub fn step(
    program: &Program,
    state: &State,
    me: usize,
    attempt: Attempt,
    times: usize,
) -> Option<Vec<State>> {
    let failed = match state.threads[me].at {
        At::Failed(failed) => failed,
        _ => 0,
    };
    let noted = state.with(|s| s.threads[me].notes.push(Note::Failed(failed)));
    let has = &state.threads[me];
    let found = match attempt {
        Attempt::Send(c) if has.senders[c] == 0 => return None,
        Attempt::Recv(c) if has.receivers[c] == 0 => return None,
        Attempt::Send(c) => take(program, &noted, me, 0, Arm::Send(c)),
        Attempt::Recv(c) => take(program, &noted, me, 0, Arm::Recv(c)),
        Attempt::Lock(i) => mutex::lock(&noted, me, i),
        Attempt::IsSet(i) => value(&noted, me, i, state.atomics[i] != 0),
        Attempt::Claim(i) => {
            let claimed = noted.with(|s| s.atomics[i] = 1);
            value(&claimed, me, i, state.atomics[i] == 0)
        }
    };
    Some(match found.is_empty() {
        false => found,
        true if failed + 1 < times => vec![state.clone().at(me, At::Failed(failed + 1))],
        true => vec![state.clone().done(me, &[Note::Failed(times)])],
    })
}

/// What an atomic holds after a try, if that succeeds.
fn value(after: &State, me: usize, i: usize, succeeds: bool) -> Vec<State> {
    let value = Note::Value(after.atomics[i]);
    let after = succeeds.then(|| after.clone().done(me, &[value]));
    after.into_iter().collect()
}
