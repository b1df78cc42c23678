//! One step of a thread: its next operation, what it drops at its end or in a panic, and joining.
//!
//! A thread's locals go in a fixed order: guards, the last first; senders, receivers, its wait
//! group, what it counts. A panic does the same. Only then has it ended.

use super::state::{At, Guard, Life, State, Thread};
use super::{atomic, channel, condvar, mutex, park, rw_lock, select};
use crate::language::{Op, Program, Start};
use crate::outcome::Note;

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
    match thread.life {
        Life::Ended { .. } => Step::Ended,
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
                (true, _) => {
                    let life = Life::Leaves { panicked: true };
                    let mut after = state.with(|s| s.threads[me].life = life);
                    if state.rules.atomic_panics {
                        while let Step::Skip(next) | Step::Dropped(next) =
                            leave(program, &after, me, true)
                        {
                            after = next;
                            if matches!(after.threads[me].life, Life::Ended { .. }) {
                                break;
                            }
                        }
                    }
                    match op {
                        Op::Panic => Step::Skip(after),
                        _ => Step::Operation(vec![after]),
                    }
                }
                (false, _) => match operation(program, state, me, op) {
                    Some(mut after) if only_drops(op) => Step::Skip(after.remove(0)),
                    Some(after) => Step::Operation(after),
                    None => Step::Skip(state.clone().done(me, &[])),
                },
            },
        },
    }
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
        Op::DropSender(_) | Op::DropReceiver(_) | Op::Done | Op::DropCounted
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
        Op::Read => rw_lock::read(state, me),
        Op::TryRead => rw_lock::try_read(state, me, false),
        Op::TryReadFor => rw_lock::try_read(state, me, true),
        Op::Write => rw_lock::write(state, me, false),
        Op::TryWrite => rw_lock::try_write(state, me),
        Op::TryWriteFor => rw_lock::write(state, me, true),
        Op::Release => return rw_lock::release(state, me),
        Op::Wait | Op::WaitFor | Op::WaitWhile | Op::WaitWhileFor => condvar::wait(state, me, op),
        Op::NotifyOne => condvar::notify_one(state, me),
        Op::NotifyAll => condvar::notify_all(state, me),
        Op::Load(_) | Op::Store(..) | Op::Swap(..) | Op::CompareExchange(..) => {
            atomic::step(state, me, op)
        }
        Op::Fetch(..) | Op::FlagLoad | Op::FlagStore(_) | Op::FlagAnd(_) | Op::FlagOr(_) => {
            atomic::step(state, me, op)
        }
        Op::Len(_) | Op::IsEmpty(_) | Op::IsFull(_) => {
            return channel::look(program, state, me, op);
        }
        Op::CloneSender(_) | Op::DropSender(_) | Op::CloneReceiver(_) | Op::DropReceiver(_) => {
            return channel::hold(program, state, me, op);
        }
        Op::Send(_) | Op::TrySend(_) | Op::SendTimeout(_) | Op::Recv(_) | Op::TryRecv(_) => {
            return select::step(program, state, me);
        }
        Op::RecvTimeout(_) | Op::Iter(_) | Op::TryIter(_) | Op::RecvTimer(_) => {
            return select::step(program, state, me);
        }
        Op::TryRecvTimer(_) | Op::Select { .. } => return select::step(program, state, me),
        Op::Done => return done(state, me),
        Op::WaitGroup => return wait_group(state, me),
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
        Op::PanicIf(_) | Op::Yield => vec![state.clone().done(me, &[])],
        Op::Panic => unreachable!("it panics"),
        Op::Count | Op::DropCounted | Op::TryUnwrap | Op::IntoInner => {
            return counted(state, me, op);
        }
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

/// std's `Arc`: whoever is the last gets the value.
fn counted(state: &State, me: usize, op: &Op) -> Option<Vec<State>> {
    if !state.threads[me].counts {
        return None;
    }
    let count = state.threads.iter().filter(|thread| thread.counts).count();
    let (note, gone) = match op {
        Op::Count => (Some(Note::Value(count as u64)), false),
        Op::TryUnwrap => (Some(Note::Is(count == 1)), count == 1),
        Op::IntoInner => (Some(Note::Is(count == 1)), true),
        _ => (None, true),
    };
    let after = state.with(|s| s.threads[me].counts &= !gone);
    Some(vec![after.done(me, note.as_slice())])
}

fn can_join(program: &Program, state: &State, me: usize, other: usize) -> bool {
    let joined = |life| matches!(life, Life::Ended { joined: true, .. });
    me == 0 && (1..program.threads.len()).contains(&other) && !joined(state.threads[other].life)
}

fn join(program: &Program, state: &State, me: usize, other: usize) -> Option<Vec<State>> {
    if !can_join(program, state, me, other) {
        return None;
    }
    let after = join_now(state, other).map(|(after, ok)| after.done(me, &[Note::Joined(ok)]));
    Some(after.into_iter().collect())
}

/// `None`: it has not ended.
fn join_now(state: &State, other: usize) -> Option<(State, bool)> {
    let Life::Ended { panicked, .. } = state.threads[other].life else {
        return None;
    };
    let joined = true;
    let life = Life::Ended { panicked, joined };
    Some((state.with(|s| s.threads[other].life = life), !panicked))
}

fn is_finished(program: &Program, state: &State, me: usize, other: usize) -> Option<Vec<State>> {
    let finished = matches!(state.threads[other].life, Life::Ended { .. });
    can_join(program, state, me, other).then(|| vec![state.clone().done(me, &[Note::Is(finished)])])
}

/// The next thing that goes when a thread ends.
fn leave(program: &Program, state: &State, me: usize, panicked: bool) -> Step {
    let mut after = state.clone();
    let thread = &mut after.threads[me];
    if let Some(guard) = thread.guards.pop() {
        match guard {
            Guard::Mutex(i) => after.mutexes[i].held = false,
            guard => rw_lock::leave(&mut after.rw_lock, guard),
        }
        return Step::Dropped(after);
    }
    let sides = thread.senders.iter_mut().chain(&mut thread.receivers);
    for side in sides {
        if *side > 0 {
            *side -= 1;
            channel::discard(program, &mut after);
            return Step::Skip(after);
        }
    }
    if thread.in_group || thread.counts {
        if !std::mem::take(&mut thread.in_group) {
            thread.counts = false;
        }
        return Step::Skip(after);
    }
    if me == 0 {
        return main_ends(program, after);
    }
    let joined = false;
    thread.life = Life::Ended { panicked, joined };
    Step::Skip(after)
}

/// Main joins the others first, unless it was told not to; a scope does anyway.
fn main_ends(program: &Program, mut state: State) -> Step {
    let unseen = |life| {
        matches!(
            life,
            Life::Ended { joined: false, .. } | Life::Runs | Life::Leaves { .. }
        )
    };
    let others = 1..state.threads.len();
    if program.joins {
        let next = others.clone().find(|i| unseen(state.threads[*i].life));
        if let Some(other) = next {
            let joined = join_now(&state, other).map(|(mut after, ok)| {
                after.threads[0].notes.push(Note::Joined(ok));
                after
            });
            return Step::Operation(joined.into_iter().collect());
        }
    } else if program.start == Start::Scope {
        let lives = || others.clone().map(|i| state.threads[i].life);
        if !lives().all(|life| matches!(life, Life::Ended { .. })) {
            return Step::Operation(vec![]);
        }
        let panicked = Life::Ended {
            panicked: true,
            joined: false,
        };
        if lives().any(|life| life == panicked) {
            return Step::MainPanics;
        }
    }
    state.threads[0].life = Life::Ended {
        panicked: false,
        joined: true,
    };
    Step::Skip(state)
}
