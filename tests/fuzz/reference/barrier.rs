//! std's `Barrier`, for two: the second thread to arrive leads and does not wait, and resets the barrier.
//! The first passes at some point after that, even if other threads have arrived since.

use super::state::{At, State};
use crate::outcome::Note;

pub fn meet(state: &State, me: usize) -> Vec<State> {
    let waiting = At::Waiting { own: false };
    match (state.threads[me].at == waiting, state.arrived) {
        (true, Some(first)) if first == me => vec![],
        (true, _) => vec![state.clone().done(me, &[Note::Is(false)])],
        (false, None) => vec![state.with(|s| s.arrived = Some(me)).at(me, waiting)],
        (false, Some(_)) => {
            let open = state.with(|s| s.arrived = None);
            vec![open.done(me, &[Note::Is(true)])]
        }
    }
}
