//! What is counted.

use super::super::sync::counted::Arc;
use super::ops::Noted;
use super::world::Mine;
use crate::language::Op;
use crate::outcome::Note;

pub fn run(mine: &mut Mine, op: &Op) -> Noted {
    let note = match op {
        Op::Count => Note::Value(Arc::strong_count(mine.counted.last()?) as u64),
        Op::DropCounted => {
            drop(mine.counted.pop()?);
            return Some(vec![]);
        }
        Op::IntoInner => Note::Is(Arc::into_inner(mine.counted.pop()?).is_some()),
        Op::TryUnwrap => {
            let back = Arc::try_unwrap(mine.counted.pop()?).err();
            let taken = back.is_none();
            mine.counted.extend(back);
            Note::Is(taken)
        }
        Op::GetMut => Note::Is(Arc::get_mut(mine.counted.last_mut()?).is_some()),
        Op::MakeWeak => {
            mine.weak.push(Arc::downgrade(mine.counted.last()?));
            return Some(vec![]);
        }
        Op::UpgradeWeak => {
            let upgraded = mine.weak.last()?.upgrade();
            let done = upgraded.is_some();
            mine.counted.extend(upgraded);
            Note::Is(done)
        }
        Op::DropWeak => {
            drop(mine.weak.pop()?);
            return Some(vec![]);
        }
        Op::CountWeak => Note::Value(mine.weak.last()?.strong_count() as u64),
        _ => return None,
    };
    Some(vec![note])
}
