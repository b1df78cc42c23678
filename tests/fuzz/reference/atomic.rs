//! std's atomics, sequentially consistent: each operation is one step on one value.

use super::state::State;
use crate::language::{Fetch, Op};
use crate::outcome::Note;

/// `spurious`: a weak comparison may fail for no reason, once for each thread and atomic.
pub fn step(state: &State, me: usize, op: &Op, spurious: bool) -> Vec<State> {
    let mut after = state.clone();
    let note = match *op {
        Op::Load(i) => Some(Note::Value(state.atomics[i])),
        Op::Store(i, new) => {
            after.atomics[i] = new;
            None
        }
        Op::Swap(i, new) => {
            after.atomics[i] = new;
            Some(Note::Value(state.atomics[i]))
        }
        Op::CompareExchange(i, current, new) => {
            let same = state.atomics[i] == current;
            if same {
                after.atomics[i] = new;
            }
            after.threads[me].notes.push(Note::Is(same));
            Some(Note::Value(state.atomics[i]))
        }
        Op::CompareExchangeWeak(i, current, new) => {
            let strong = step(state, me, &Op::CompareExchange(i, current, new), false);
            let failed = &mut after.threads[me].failed[i];
            let may_fail = state.rules.weak_fails || (spurious && !*failed);
            *failed = spurious;
            let found = Note::Value(state.atomics[i]);
            let failed = after.done(me, &[Note::Is(false), found]);
            return match may_fail {
                true => [strong, vec![failed]].concat(),
                false => strong,
            };
        }
        Op::Fence => None,
        Op::Fetch(fetch, i, value) => {
            let before = state.atomics[i];
            after.atomics[i] = match fetch {
                Fetch::Add => before.wrapping_add(value),
                Fetch::Sub => before.wrapping_sub(value),
                Fetch::Max => before.max(value),
                Fetch::Min => before.min(value),
                Fetch::And => before & value,
                Fetch::Nand => !(before & value),
                Fetch::Or => before | value,
                Fetch::Xor => before ^ value,
            };
            Some(Note::Value(before))
        }
        // It exchanges again until nobody came in between: then that is when it happens.
        Op::FetchUpdate(i, unless) => {
            let before = state.atomics[i];
            if before != unless {
                after.atomics[i] = before.wrapping_add(1);
            }
            after.threads[me].notes.push(Note::Is(before != unless));
            Some(Note::Value(before))
        }
        Op::FlagLoad => Some(Note::Is(state.flag)),
        Op::FlagStore(new) => {
            after.flag = new;
            None
        }
        Op::FlagAnd(value) => {
            after.flag &= value;
            Some(Note::Is(state.flag))
        }
        Op::FlagOr(value) => {
            after.flag |= value;
            Some(Note::Is(state.flag))
        }
        Op::FlagXor(value) => {
            after.flag ^= value;
            Some(Note::Is(state.flag))
        }
        Op::FlagNand(value) => {
            after.flag = !(state.flag && value);
            Some(Note::Is(state.flag))
        }
        ref op => unreachable!("{op:?} is not on an atomic"),
    };
    vec![after.done(me, note.as_slice())]
}
