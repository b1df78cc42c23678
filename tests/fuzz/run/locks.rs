//! What a thread does with locks, and what it holds of them.

use super::super::sync::{GuardNoSend, MutexGuard};
use super::ops::Noted;
use super::rw_locks::{Held, plain, recursive};
use super::world::{Mine, TIME, World, deadline};
use crate::language::{Op, RECURSIVE};
use crate::outcome::Note;
use std::mem;

pub enum Guard<'w> {
    Mutex(usize, MutexGuard<'w, u64>),
    /// Of one of the two reader-writer locks.
    Rw(usize, Box<dyn Held<'w> + 'w>),
}

/// A guard that its thread forgot.
#[derive(PartialEq, Eq)]
pub enum Forgotten {
    Mutex(usize),
    Read(usize),
    Write(usize),
}

/// What a thread holds; the last goes first.
#[derive(Default)]
pub struct Guards<'w>(pub Vec<Guard<'w>>);

impl Drop for Guards<'_> {
    fn drop(&mut self) {
        while let Some(guard) = self.0.pop() {
            drop(guard);
        }
    }
}

pub fn run<'w>(world: &'w World, mine: &mut Mine, guards: &mut Vec<Guard<'w>>, op: &Op) -> Noted {
    mutex(world, mine, guards, op)
        .or_else(|| enter_rw(world, mine.me, guards, op))
        .or_else(|| change_rw(mine, guards, op))
        .or_else(|| force_rw(world, mine, op))
}

fn mutex<'w>(world: &'w World, mine: &mut Mine, guards: &mut Vec<Guard<'w>>, op: &Op) -> Noted {
    let (i, guard) = match *op {
        Op::Lock(i) => (i, Some(world.mutexes[i].lock())),
        Op::TryLock(i) => (i, world.mutexes[i].try_lock()),
        Op::TryLockFor(i) if world.program.deadlines => {
            (i, world.mutexes[i].try_lock_until(deadline()))
        }
        Op::TryLockFor(i) => (i, world.mutexes[i].try_lock_for(TIME)),
        Op::IsLocked(i) => return Some(vec![Note::Is(world.mutexes[i].is_locked())]),
        Op::Unlock(i) | Op::Forget(i) => {
            let mine_too = |guard: &Guard| matches!(guard, Guard::Mutex(j, _) if *j == i);
            let guard = guards.remove(guards.iter().position(mine_too)?);
            if let Op::Forget(_) = op {
                mem::forget(guard);
                mine.forgotten.push(Forgotten::Mutex(i));
            }
            return Some(vec![]);
        }
        Op::ForceUnlock(i) => {
            let forgot = mine
                .forgotten
                .iter()
                .rposition(|f| *f == Forgotten::Mutex(i))?;
            mine.forgotten.remove(forgot);
            // SAFETY: this thread forgot its guard.
            unsafe { world.mutexes[i].force_unlock(GuardNoSend::new()) };
            return Some(vec![]);
        }
        _ => return None,
    };
    let Some(mut guard) = guard else {
        return Some(vec![Note::Nothing]);
    };
    let note = enter(mine.me, &mut guard);
    guards.push(Guard::Mutex(i, guard));
    Some(vec![note])
}

/// The value under a lock says who had it, in which order.
pub fn enter(me: usize, value: &mut u64) -> Note {
    let before = *value;
    *value = before * 5 + me as u64 + 1;
    Note::Value(before)
}

fn enter_rw<'w>(world: &'w World, me: usize, guards: &mut Vec<Guard<'w>>, op: &Op) -> Noted {
    let (i, entered) = match *op {
        Op::Read(i) | Op::TryRead(i) | Op::TryReadFor(i) => (i, enter_one(world, me, op, i)?),
        Op::Upgradable(i) | Op::TryUpgradable(i) => (i, enter_one(world, me, op, i)?),
        Op::Write(i) | Op::TryWrite(i) | Op::TryWriteFor(i) => (i, enter_one(world, me, op, i)?),
        Op::IsHeld(i) | Op::IsWritten(i) => {
            let is = match i {
                RECURSIVE => recursive::ops::is(&world.recursive, op),
                _ => plain::ops::is(&world.plain, op),
            };
            return Some(vec![Note::Is(is)]);
        }
        _ => return None,
    };
    let Some((held, note)) = entered else {
        return Some(vec![Note::Nothing]);
    };
    guards.push(Guard::Rw(i, held));
    Some(vec![note])
}

type Entered<'w> = Option<(Box<dyn Held<'w> + 'w>, Note)>;

fn enter_one<'w>(world: &'w World, me: usize, op: &Op, i: usize) -> Option<Entered<'w>> {
    match i {
        RECURSIVE => recursive::ops::enter(&world.recursive, me, op),
        _ => plain::ops::enter(&world.plain, me, op),
    }
}

fn change_rw(mine: &mut Mine, guards: &mut Vec<Guard<'_>>, op: &Op) -> Noted {
    let (Op::Upgrade(i)
    | Op::TryUpgrade(i)
    | Op::Downgrade(i)
    | Op::DowngradeToUpgradable(i)
    | Op::Release(i)
    | Op::ForgetRw(i)) = *op
    else {
        return None;
    };
    let of_it = |guard: &Guard| matches!(guard, Guard::Rw(j, _) if *j == i);
    let at = guards.iter().rposition(of_it)?;
    let Guard::Rw(_, held) = guards.remove(at) else {
        unreachable!("of a reader-writer lock");
    };
    let (held, notes) = match op {
        Op::Release(_) => {
            drop(held);
            (None, Some(vec![]))
        }
        Op::ForgetRw(_) => match held.forget() {
            Ok(written) => {
                let forgotten = if written {
                    Forgotten::Write
                } else {
                    Forgotten::Read
                };
                mine.forgotten.push(forgotten(i));
                (None, Some(vec![]))
            }
            Err(held) => (Some(held), None),
        },
        _ => {
            let (held, notes) = held.change(mine.me, op);
            (Some(held), notes)
        }
    };
    if let Some(held) = held {
        guards.insert(at, Guard::Rw(i, held));
    }
    notes
}

fn force_rw(world: &World, mine: &mut Mine, op: &Op) -> Noted {
    let Op::ForceRw(i) = *op else {
        return None;
    };
    let of_it = |forgotten: &Forgotten| matches!(*forgotten, Forgotten::Read(j) | Forgotten::Write(j) if j == i);
    let at = mine.forgotten.iter().rposition(of_it)?;
    let written = mine.forgotten.remove(at) == Forgotten::Write(i);
    match i {
        RECURSIVE => recursive::ops::force(&world.recursive, written),
        _ => plain::ops::force(&world.plain, written),
    }
    Some(vec![])
}
