//! What is done once, and what is written once.

use super::super::sync::atomic::Ordering::SeqCst;
use super::ops::Noted;
use super::world::World;
use crate::language::Op;
use crate::outcome::{Note, ON_PURPOSE};
use std::panic::panic_any;

pub fn run(world: &World, op: &Op) -> Noted {
    let (once, cell) = (&world.once, &world.once_lock);
    let add = || world.atomics[0].fetch_add(1, SeqCst);
    let init = || add() + 10;
    Some(match *op {
        Op::CallOnce => {
            once.call_once(|| {
                add();
            });
            vec![]
        }
        Op::CallOnceForce => {
            let mut notes = vec![];
            once.call_once_force(|state| {
                notes.push(Note::Is(state.is_poisoned()));
                add();
            });
            notes
        }
        Op::PanicOnce => {
            once.call_once(|| panic_any(ON_PURPOSE));
            vec![]
        }
        Op::IsOnceDone => vec![Note::Is(once.is_completed())],
        Op::WaitOnce => {
            once.wait();
            vec![]
        }
        Op::WaitOnceForce => {
            once.wait_force();
            vec![]
        }
        Op::SetCell(value) => vec![Note::Is(cell.set(value).is_ok())],
        Op::GetCell => vec![
            cell.get()
                .map_or(Note::Nothing, |value| Note::Value(*value)),
        ],
        Op::InitCell => vec![Note::Value(*cell.get_or_init(init))],
        Op::PanicCell => vec![Note::Value(*cell.get_or_init(|| panic_any(ON_PURPOSE)))],
        Op::WaitCell => vec![Note::Value(*cell.wait())],
        _ => return None,
    })
}
