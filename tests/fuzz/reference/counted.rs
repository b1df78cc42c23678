//! std's `Arc` and `Weak`: whoever is the last gets the value, and a weak handle can become one that keeps it only
//! while there is another one.

use super::state::State;
use crate::language::Op;
use crate::outcome::Note;

/// `None`: the thread has no such handle.
pub fn step(state: &State, me: usize, op: &Op) -> Option<Vec<State>> {
    let thread = &state.threads[me];
    let weak = matches!(op, Op::UpgradeWeak | Op::DropWeak | Op::CountWeak);
    if (if weak { thread.weaks } else { thread.counts }) == 0 {
        return None;
    }
    let count = state.counts();
    let weaks: u8 = state.threads.iter().map(|thread| thread.weaks).sum();
    let note = match op {
        Op::Count | Op::CountWeak => Some(Note::Value(count.into())),
        Op::TryUnwrap | Op::IntoInner => Some(Note::Is(count == 1)),
        Op::GetMut => Some(Note::Is(count == 1 && weaks == 0)),
        Op::UpgradeWeak => Some(Note::Is(count > 0)),
        _ => None,
    };
    let after = state.with(|s| {
        let thread = &mut s.threads[me];
        match op {
            Op::DropCounted | Op::IntoInner => thread.counts -= 1,
            Op::TryUnwrap => thread.counts -= u8::from(count == 1),
            Op::UpgradeWeak => thread.counts += u8::from(count > 0),
            Op::MakeWeak => thread.weaks += 1,
            Op::DropWeak => thread.weaks -= 1,
            _ => {}
        }
    });
    Some(vec![after.done(me, note.as_slice())])
}
