//! parking_lot's `RwLock`: readers or one writer, and a writer that waits for readers to leave
//! keeps new ones out, tries included; left open is who is next. One reader at a time may be upgradable: it keeps
//! out writers and others of its kind, and becomes a writer that waits for the other readers.
//!
//! In the other lock, `RecursiveRwLock`, a reader goes in before a writer that waits, as long as others read.
//!
//! A reader's wait cannot be told from its absence, so giving up needs no step of its own. A
//! writer's can.

use super::state::{At, Guard, RwLock, State};
use crate::language::{Op, RECURSIVE};
use crate::outcome::Note;

/// Whether the lock lets somebody in, or lets a writer begin to wait.
fn admits(lock: &RwLock, guard: Guard) -> bool {
    let claimed = lock.writer || lock.pending;
    match guard {
        Guard::Read(RECURSIVE) => !lock.writer && (!lock.pending || lock.readers > 0),
        Guard::Read(_) => !claimed,
        _ => !claimed && !lock.upgradable,
    }
}

/// Waits until the lock lets it in, with what is no writer.
pub fn read(state: &State, me: usize, guard: Guard) -> Vec<State> {
    match admits(lock(state, guard), guard) {
        true => vec![enter(state, me, guard)],
        false => vec![],
    }
}

/// `limited`: with a time limit, which has passed if it fails; to go on waiting adds no outcome.
pub fn try_enter(state: &State, me: usize, guard: Guard, limited: bool) -> Vec<State> {
    let lock = lock(state, guard);
    let others_read = matches!(guard, Guard::Write(_)) && lock.readers > 0;
    if admits(lock, guard) && !others_read {
        return vec![enter(state, me, guard)];
    }
    let failed = state.clone();
    let failed = if limited { failed.late(me) } else { failed };
    vec![failed.done(me, &[Note::Nothing])]
}

/// `limited`: it may give up at any moment after it had to wait.
pub fn write(state: &State, me: usize, i: usize, limited: bool) -> Vec<State> {
    let guard = Guard::Write(i);
    let lock = &state.rw_locks[i];
    let gave_up = |state: &State| state.clone().late(me).done(me, &[Note::Nothing]);
    if state.threads[me].at == (At::Waiting { own: false }) {
        let left = state.with(|s| s.rw_locks[i].pending = false);
        let mut next = vec![];
        if lock.readers == 0 {
            next.push(enter(&left, me, guard));
        }
        if limited {
            next.push(gave_up(&left));
        }
        return next;
    }
    if !admits(lock, guard) {
        return if limited {
            vec![gave_up(state)]
        } else {
            vec![]
        };
    }
    if lock.readers == 0 {
        return vec![enter(state, me, guard)];
    }
    let waits = state.with(|s| s.rw_locks[i].pending = true);
    vec![waits.at(me, At::Waiting { own: false })]
}

/// `None`: the thread holds no guard of this lock, or one that cannot become another one.
pub fn change(state: &State, me: usize, op: &Op) -> Option<Vec<State>> {
    let (Op::Upgrade(i) | Op::TryUpgrade(i) | Op::Downgrade(i) | Op::DowngradeToUpgradable(i)) =
        *op
    else {
        unreachable!("{op:?} changes no guard");
    };
    let at = last(&state.threads[me].guards, i)?;
    let guard = state.threads[me].guards[at];
    let becomes = |state: &State, new| state.with(|s| s.threads[me].guards[at] = new);
    Some(match (op, guard) {
        (Op::Upgrade(_) | Op::TryUpgrade(_), Guard::Upgradable(_)) => {
            let waits = state.threads[me].at == (At::Waiting { own: false });
            let alone = state.rw_locks[i].readers == 0;
            match (alone, waits, op) {
                (true, _, _) => {
                    let writes = becomes(state, Guard::Write(i));
                    vec![written(writes, me, i).done(me, &[Note::Value(state.rw_locks[i].value)])]
                }
                (false, false, Op::TryUpgrade(_)) => vec![state.clone().done(me, &[Note::Nothing])],
                (false, false, _) => {
                    let claims = state.with(|s| {
                        s.rw_locks[i].upgradable = false;
                        s.rw_locks[i].pending = true;
                    });
                    vec![claims.at(me, At::Waiting { own: false })]
                }
                (false, true, _) => vec![],
            }
        }
        (Op::Downgrade(_), Guard::Upgradable(_) | Guard::Write(_)) => {
            let reads = becomes(state, Guard::Read(i)).with(|s| {
                let lock = &mut s.rw_locks[i];
                (lock.upgradable, lock.writer) = (false, false);
                lock.readers += 1;
            });
            vec![reads.done(me, &[])]
        }
        (Op::DowngradeToUpgradable(_), Guard::Write(_)) => {
            let reads = becomes(state, Guard::Upgradable(i)).with(|s| {
                let lock = &mut s.rw_locks[i];
                (lock.upgradable, lock.writer) = (true, false);
            });
            vec![reads.done(me, &[])]
        }
        _ => return None,
    })
}

/// `None`: the thread holds it in no way.
pub fn release(state: &State, me: usize, i: usize) -> Option<Vec<State>> {
    let at = last(&state.threads[me].guards, i)?;
    let after = state.with(|s| {
        let guard = s.threads[me].guards.remove(at);
        leave(s, guard);
    });
    Some(vec![after.done(me, &[])])
}

/// `None`: the thread neither reads nor writes.
pub fn forget(state: &State, me: usize, i: usize) -> Option<Vec<State>> {
    let at = last(&state.threads[me].guards, i)?;
    if state.threads[me].guards[at] == Guard::Upgradable(i) {
        return None;
    }
    let after = state.with(|s| {
        let thread = &mut s.threads[me];
        thread.forgotten.push(thread.guards.remove(at));
    });
    Some(vec![after.done(me, &[])])
}

/// `None`: the thread forgot no guard of this lock.
pub fn force(state: &State, me: usize, i: usize) -> Option<Vec<State>> {
    let at = last(&state.threads[me].forgotten, i)?;
    let after = state.with(|s| {
        let guard = s.threads[me].forgotten.remove(at);
        leave(s, guard);
    });
    Some(vec![after.done(me, &[])])
}

/// Whether anybody reads, writes or waits for readers to leave; `written`: whether anybody writes.
pub fn is_held(state: &State, me: usize, i: usize, written: bool) -> Vec<State> {
    let lock = &state.rw_locks[i];
    let read = lock.readers > 0 || lock.upgradable;
    let held = match written {
        true => (lock.writer || lock.pending) && !read,
        false => lock.writer || lock.pending || read,
    };
    vec![state.clone().done(me, &[Note::Is(held)])]
}

pub fn leave(state: &mut State, guard: Guard) {
    match guard {
        Guard::Read(i) => state.rw_locks[i].readers -= 1,
        Guard::Upgradable(i) => state.rw_locks[i].upgradable = false,
        Guard::Write(i) => state.rw_locks[i].writer = false,
        Guard::Mutex(i) => state.mutexes[i].held = false,
    }
}

fn lock(state: &State, guard: Guard) -> &RwLock {
    match guard {
        Guard::Read(i) | Guard::Upgradable(i) | Guard::Write(i) => &state.rw_locks[i],
        Guard::Mutex(_) => unreachable!("of a mutex"),
    }
}

/// Where the last of these guards is that is one of this lock.
fn last(guards: &[Guard], i: usize) -> Option<usize> {
    let of_it = |guard: &Guard| matches!(*guard, Guard::Read(j) | Guard::Upgradable(j) | Guard::Write(j) if j == i);
    guards.iter().rposition(of_it)
}

fn enter(state: &State, me: usize, guard: Guard) -> State {
    let before = lock(state, guard).value;
    let mut after = state.with(|s| s.threads[me].guards.push(guard));
    match guard {
        Guard::Read(i) => after.rw_locks[i].readers += 1,
        Guard::Upgradable(i) => after.rw_locks[i].upgradable = true,
        Guard::Write(i) => after = written(after, me, i),
        Guard::Mutex(_) => unreachable!("of a mutex"),
    }
    after.done(me, &[Note::Value(before)])
}

/// The state in which the thread writes. The value says who did, in which order.
fn written(mut state: State, me: usize, i: usize) -> State {
    let lock = &mut state.rw_locks[i];
    (lock.upgradable, lock.pending, lock.writer) = (false, false, true);
    lock.value = lock.value * 5 + me as u64 + 1;
    state
}
