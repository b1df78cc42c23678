//! A thread's operations on a reader-writer lock. This module is compiled once for each kind: `super` says
//! which one it is.

use super::super::super::super::sync::GuardNoSend;
use super::super::super::locks::enter as written;
use super::super::super::ops::Noted;
use super::super::super::world::TIME;
use super::super::Held;
use super::{Lock, Read, Upgradable, Write};
use crate::language::Op;
use crate::outcome::Note;
use std::mem;

enum Guard<'w> {
    Read(Read<'w, u64>),
    Upgradable(Upgradable<'w, u64>),
    Write(Write<'w, u64>),
}

type Entered<'w> = Option<(Box<dyn Held<'w> + 'w>, Note)>;

/// `None`: the operation enters no lock.
pub fn enter<'w>(lock: &'w Lock<u64>, me: usize, op: &Op) -> Option<Entered<'w>> {
    let guard = match op {
        Op::Read(_) => Some(Guard::Read(lock.read())),
        Op::TryRead(_) => lock.try_read().map(Guard::Read),
        Op::TryReadFor(_) => lock.try_read_for(TIME).map(Guard::Read),
        Op::Upgradable(_) => Some(Guard::Upgradable(lock.upgradable_read())),
        Op::TryUpgradable(_) => lock.try_upgradable_read().map(Guard::Upgradable),
        Op::Write(_) => Some(Guard::Write(lock.write())),
        Op::TryWrite(_) => lock.try_write().map(Guard::Write),
        Op::TryWriteFor(_) => lock.try_write_for(TIME).map(Guard::Write),
        _ => return None,
    };
    Some(guard.map(|mut guard| {
        let note = match &mut guard {
            Guard::Read(guard) => Note::Value(**guard),
            Guard::Upgradable(guard) => Note::Value(**guard),
            Guard::Write(guard) => written(me, guard),
        };
        (Box::new(guard) as Box<dyn Held<'w> + 'w>, note)
    }))
}

pub fn is(lock: &Lock<u64>, op: &Op) -> bool {
    match op {
        Op::IsHeld(_) => lock.is_locked(),
        _ => lock.is_locked_exclusive(),
    }
}

pub fn force(lock: &Lock<u64>, written: bool) {
    // SAFETY: the thread forgot such a guard.
    match written {
        true => unsafe { lock.force_unlock_write(GuardNoSend::new()) },
        false => unsafe { lock.force_unlock_read(GuardNoSend::new()) },
    }
}

impl<'w> Held<'w> for Guard<'w> {
    fn change(self: Box<Self>, me: usize, op: &Op) -> (Box<dyn Held<'w> + 'w>, Noted) {
        let nothing = Some(vec![]);
        let writes = |mut guard: Write<'w, u64>| {
            let note = written(me, &mut guard);
            (Guard::Write(guard), Some(vec![note]))
        };
        let (guard, notes) = match (op, *self) {
            (Op::Upgrade(_), Guard::Upgradable(guard)) => writes(Upgradable::upgrade(guard)),
            (Op::TryUpgrade(_), Guard::Upgradable(guard)) => match Upgradable::try_upgrade(guard) {
                Ok(guard) => writes(guard),
                Err(guard) => (Guard::Upgradable(guard), Some(vec![Note::Nothing])),
            },
            (Op::Downgrade(_), Guard::Upgradable(guard)) => {
                (Guard::Read(Upgradable::downgrade(guard)), nothing)
            }
            (Op::Downgrade(_), Guard::Write(guard)) => {
                (Guard::Read(Write::downgrade(guard)), nothing)
            }
            (Op::DowngradeToUpgradable(_), Guard::Write(guard)) => (
                Guard::Upgradable(Write::downgrade_to_upgradable(guard)),
                nothing,
            ),
            (_, guard) => (guard, None),
        };
        (Box::new(guard), notes)
    }

    fn forget(self: Box<Self>) -> Result<bool, Box<dyn Held<'w> + 'w>> {
        match *self {
            Guard::Read(guard) => {
                mem::forget(guard);
                Ok(false)
            }
            Guard::Write(guard) => {
                mem::forget(guard);
                Ok(true)
            }
            guard @ Guard::Upgradable(_) => Err(Box::new(guard)),
        }
    }
}
