//! One step of a thread: its next operation, or what it drops.

use super::ends::{is_finished, join, leave};
use super::state::{At, Guard, Life, State, Thread};
use super::{
    atomic, barrier, condvar, counted, handles, mutex, once, park, retry, rw_lock, select,
};
use crate::language::{Op, Program};

pub enum Step {
    /// Something that nobody would call work: a drop, an operation that is skipped.
    Skip(State),
    /// The states to which the operation leads; none if it has to wait.
    Operation(Vec<State>),
    /// It returns from an operation that another thread has completed.
    Returns(State),
    /// It gave a lock back at its end, which is work.
    Dropped(State),
    MainPanics,
    Ended,
}

pub fn step(program: &Program, state: &State, me: usize) -> Step {
    let thread = &state.threads[me];
    if thread.completed {
        return Step::Returns(state.with(|s| s.threads[me].completed = false));
    }
    if !thread.trash.is_empty() {
        let dropped = state.with(|s| {
            s.threads[me].trash.remove(0);
            handles::discard(program, s, me);
        });
        return Step::Skip(dropped);
    }
    match thread.life {
        Life::Unborn | Life::Ended { .. } => Step::Ended,
        Life::Runs if !thread.started => Step::Operation(vec![state.with(|s| {
            s.threads[me].started = true;
            for child in program.children(me) {
                s.threads[child].life = Life::Runs;
            }
        })]),
        Life::Leaves { panicked } => leave(program, state, me, panicked),
        Life::Runs => match program.threads[me].get(thread.place) {
            None => {
                let panicked = false;
                let life = Life::Leaves { panicked };
                leave(
                    program,
                    &state.with(|s| s.threads[me].life = life),
                    me,
                    panicked,
                )
            }
            Some(op) => match (panics(state, op), me) {
                (true, 0) => Step::MainPanics,
                (true, _) => match op {
                    Op::Panic => Step::Skip(panicked(program, state, me)),
                    _ => Step::Operation(vec![panicked(program, state, me)]),
                },
                (false, _) => match operation(program, state, me, op) {
                    Some(after) if after.iter().any(|s| s.threads[me].at == At::Panics) => match me
                    {
                        0 => Step::MainPanics,
                        _ => {
                            let panicked = |after| panicked(program, after, me);
                            Step::Operation(after.iter().map(panicked).collect())
                        }
                    },
                    Some(mut after) if only_drops(op) => Step::Skip(after.remove(0)),
                    Some(after) => Step::Operation(after),
                    None => Step::Skip(state.clone().done(me, &[])),
                },
            },
        },
    }
}

/// The state in which a thread unwinds, or has.
fn panicked(program: &Program, state: &State, me: usize) -> State {
    let mut after = state.with(|s| s.threads[me].life = Life::Leaves { panicked: true });
    if state.rules.atomic_panics {
        while let Step::Skip(next) | Step::Dropped(next) = leave(program, &after, me, true) {
            after = next;
            if matches!(after.threads[me].life, Life::Ended { .. }) {
                break;
            }
        }
    }
    after
}

fn panics(state: &State, op: &Op) -> bool {
    match op {
        Op::Panic => true,
        Op::PanicIf(i) => state.atomics[*i] != 0,
        _ => false,
    }
}

/// A thread that only drops things is not at work any more.
fn only_drops(op: &Op) -> bool {
    matches!(
        op,
        Op::DropSender(_) | Op::DropReceiver(_) | Op::Done | Op::DropCounted | Op::DropWeak
    )
}

/// `None`: the thread cannot do it, and goes on.
fn operation(program: &Program, state: &State, me: usize, op: &Op) -> Option<Vec<State>> {
    let permit: fn(&mut Thread) -> &mut bool = |thread| &mut thread.permit;
    let parker: fn(&mut Thread) -> &mut bool = |thread| &mut thread.parker_permit;
    Some(match *op {
        Op::Lock(i) => mutex::lock(state, me, i),
        Op::TryLock(i) => mutex::try_lock(state, me, i, false),
        Op::TryLockFor(i) => mutex::try_lock(state, me, i, true),
        Op::IsLocked(i) => mutex::is_locked(state, me, i),
        Op::Unlock(i) => return mutex::unlock(state, me, i),
        Op::Forget(i) => return mutex::forget(state, me, i),
        Op::ForceUnlock(i) => return mutex::force(state, me, i),
        Op::Read(i) => rw_lock::read(state, me, Guard::Read(i)),
        Op::TryRead(i) => rw_lock::try_enter(state, me, Guard::Read(i), false),
        Op::TryReadFor(i) => rw_lock::try_enter(state, me, Guard::Read(i), true),
        Op::Upgradable(i) => rw_lock::read(state, me, Guard::Upgradable(i)),
        Op::TryUpgradable(i) => rw_lock::try_enter(state, me, Guard::Upgradable(i), false),
        Op::Write(i) => rw_lock::write(state, me, i, false),
        Op::TryWrite(i) => rw_lock::try_enter(state, me, Guard::Write(i), false),
        Op::TryWriteFor(i) => rw_lock::write(state, me, i, true),
        Op::Upgrade(_) | Op::TryUpgrade(_) | Op::Downgrade(_) | Op::DowngradeToUpgradable(_) => {
            return rw_lock::change(state, me, op);
        }
        Op::Release(i) => return rw_lock::release(state, me, i),
        Op::ForgetRw(i) => return rw_lock::forget(state, me, i),
        Op::ForceRw(i) => return rw_lock::force(state, me, i),
        Op::IsHeld(i) => rw_lock::is_held(state, me, i, false),
        Op::IsWritten(i) => rw_lock::is_held(state, me, i, true),
        Op::Wait(_) | Op::WaitFor(_) | Op::WaitWhile(_) | Op::WaitWhileFor(_) => {
            condvar::wait(state, me, op)
        }
        Op::NotifyOne(i) => condvar::notify_one(state, me, i),
        Op::NotifyAll(i) => condvar::notify_all(state, me, i),
        Op::Retry { attempt, times, .. } => {
            return retry::step(program, state, me, attempt, times);
        }
        Op::Load(_) | Op::Store(..) | Op::Swap(..) | Op::Fence | Op::Fetch(..) => {
            atomic::step(state, me, op, false)
        }
        Op::CompareExchange(..) | Op::CompareExchangeWeak(..) | Op::FetchUpdate(..) => {
            atomic::step(state, me, op, program.spurious)
        }
        Op::FlagLoad | Op::FlagStore(_) | Op::FlagAnd(_) | Op::FlagOr(_) => {
            atomic::step(state, me, op, false)
        }
        Op::FlagXor(_) | Op::FlagNand(_) => atomic::step(state, me, op, false),
        Op::Len(_) | Op::IsEmpty(_) | Op::IsFull(_) => {
            return handles::look(program, state, me, op);
        }
        Op::CloneSender(_) | Op::DropSender(_) | Op::CloneReceiver(_) | Op::DropReceiver(_) => {
            return handles::hold(program, state, me, op);
        }
        Op::Send(_) | Op::TrySend(_) | Op::SendTimeout(_) | Op::Recv(_) | Op::TryRecv(_) => {
            return select::step(program, state, me);
        }
        Op::SendSender | Op::SendCounted(_) => return select::step(program, state, me),
        Op::LenTimer(t) => handles::len_of_timer(state, me, t),
        Op::RecvTimeout(_) | Op::Iter(_) | Op::TryIter(_) | Op::RecvTimer(_) => {
            return select::step(program, state, me);
        }
        Op::TryRecvTimer(_) | Op::Select { .. } => return select::step(program, state, me),
        Op::Done => return done(state, me),
        Op::WaitGroup => return wait_group(state, me),
        Op::Meet => barrier::meet(state, me),
        Op::Park => park::park(state, me, permit, false),
        Op::ParkTimeout => park::park(state, me, permit, true),
        Op::ParkerPark => park::park(state, me, parker, false),
        Op::ParkerTimeout => park::park(state, me, parker, true),
        Op::Unpark(other) if program.knows(me, other) => park::unpark(state, me, other, permit),
        Op::ParkerUnpark(other) if other < program.threads.len() && program.has_parker(other) => {
            park::unpark(state, me, other, parker)
        }
        Op::Unpark(_) | Op::ParkerUnpark(_) => return None,
        Op::Join(other) => return join(program, state, me, other),
        Op::IsFinished(other) => return is_finished(program, state, me, other),
        Op::Sleep => vec![state.clone().late(me).done(me, &[])],
        Op::PanicIf(_) | Op::Yield | Op::Backoff | Op::Now => vec![state.clone().done(me, &[])],
        Op::Panic => unreachable!("it panics"),
        Op::Count | Op::DropCounted | Op::TryUnwrap | Op::IntoInner | Op::GetMut => {
            return counted::step(state, me, op);
        }
        Op::MakeWeak | Op::UpgradeWeak | Op::DropWeak | Op::CountWeak => {
            return counted::step(state, me, op);
        }
        Op::CallOnce | Op::CallOnceForce | Op::PanicOnce => once::step(state, me, op),
        Op::IsOnceDone | Op::WaitOnce | Op::WaitOnceForce => once::step(state, me, op),
        Op::SetCell(_) | Op::GetCell | Op::InitCell | Op::PanicCell | Op::WaitCell => {
            once::step(state, me, op)
        }
        Op::Close => handles::close(state, me),
        Op::SendNil | Op::RecvNil => vec![],
        Op::CloseNil => vec![state.clone().at(me, At::Panics)],
        // Nothing else happens to the cell, or there would be a race.
        Op::CellRead | Op::CellWrite => vec![state.clone().done(me, &[])],
    })
}

/// crossbeam's `WaitGroup`: whoever waits gives its own up first.
fn wait_group(state: &State, me: usize) -> Option<Vec<State>> {
    let waiting = At::Waiting { own: false };
    if state.threads[me].at != waiting {
        return state.threads[me].in_group.then(|| {
            vec![
                state
                    .with(|s| s.threads[me].in_group = false)
                    .at(me, waiting),
            ]
        });
    }
    Some(match state.threads.iter().any(|thread| thread.in_group) {
        true => vec![],
        false => vec![state.clone().done(me, &[])],
    })
}

fn done(state: &State, me: usize) -> Option<Vec<State>> {
    let after = state.with(|s| s.threads[me].in_group = false);
    state.threads[me]
        .in_group
        .then(|| vec![after.done(me, &[])])
}
