//! crossbeam's channels and timers: what is ready, and what comes of it.
//!
//! With a capacity, messages wait in a queue, first in first out. With capacity 0, sender and
//! receiver meet: one of them waits, registered, and the other completes it; left open is which, if
//! several wait. A channel without senders still gives out what it holds. An unbounded one whose
//! last receiver is gone discards its messages, and so does every one of std's.
//!
//! Go's is closed by a thread, and then it is as one without senders, and one without receivers too: but to send
//! panics, and to close it again.
//!
//! A timer may fire at any moment. `after` delivers once, `tick` again and again, and fires no
//! further until it was received from.

use super::state::{At, Held, Message, State, Timer};
use crate::language::{AFTER, Arm, Attempt, GO, Op, Program, message};
use crate::outcome::Note;

/// The arms of the operation that a thread is at; what it has no handle for is never ready.
pub fn arms(program: &Program, state: &State, thread: usize) -> Vec<Arm> {
    let Some(op) = program.threads[thread].get(state.threads[thread].place) else {
        return vec![];
    };
    let mut arms = match op {
        Op::Send(c) | Op::TrySend(c) | Op::SendTimeout(c) => vec![Arm::Send(*c)],
        Op::Recv(c) | Op::TryRecv(c) | Op::RecvTimeout(c) => vec![Arm::Recv(*c)],
        Op::Iter(c) | Op::TryIter(c) => vec![Arm::Recv(*c)],
        Op::Retry { attempt, .. } => match *attempt {
            Attempt::Send(c) => vec![Arm::Send(c)],
            Attempt::Recv(c) => vec![Arm::Recv(c)],
            Attempt::Lock(_) | Attempt::IsSet(_) | Attempt::Claim(_) => vec![],
        },
        Op::SendSender => vec![Arm::Send(0)],
        Op::SendCounted(c) => vec![Arm::Send(*c)],
        Op::RecvTimer(t) | Op::TryRecvTimer(t) => vec![Arm::Timer(*t)],
        Op::Select { arms, .. } => arms.clone(),
        _ => vec![],
    };
    let has = &state.threads[thread];
    let lacks = match op {
        Op::SendSender => has.senders[1] == 0,
        Op::SendCounted(_) => has.counts == 0,
        _ => false,
    };
    if lacks {
        return vec![Arm::Never];
    }
    for arm in &mut arms {
        match *arm {
            Arm::Send(c) if has.senders[c] == 0 => *arm = Arm::Never,
            Arm::Recv(c) if has.receivers[c] == 0 => *arm = Arm::Never,
            _ => {}
        }
    }
    arms
}

/// Whether partners meet in this arm.
pub fn is_rendezvous(program: &Program, arm: Arm) -> bool {
    match arm {
        Arm::Send(c) | Arm::Recv(c) => program.capacity(c) == Some(0),
        Arm::Timer(_) | Arm::Never => false,
    }
}

pub fn has_room(program: &Program, state: &State, channel: usize) -> bool {
    let len = state.queues[channel].len();
    program
        .capacity(channel)
        .is_none_or(|capacity| len < capacity)
}

/// Whether a channel is ready without a partner. Who waits in it was woken by that, and is no
/// partner for anybody any more. (A timer wakes nobody: its thread looks at the clock.)
fn is_ready_alone(program: &Program, state: &State, arm: Arm) -> bool {
    match arm {
        Arm::Send(c) => state.receivers(c) == 0 || has_room(program, state, c),
        Arm::Recv(c) => state.senders(c) == 0 || !state.queues[c].is_empty(),
        Arm::Timer(_) | Arm::Never => false,
    }
}

/// The other threads that wait on the other side, and in which of their arms.
fn partners(program: &Program, state: &State, me: usize, arm: Arm) -> Vec<(usize, usize)> {
    let other_side = match arm {
        Arm::Send(c) => Arm::Recv(c),
        Arm::Recv(c) => Arm::Send(c),
        Arm::Timer(_) | Arm::Never => return vec![],
    };
    let mut partners = vec![];
    for (other, thread) in state.threads.iter().enumerate() {
        let At::Registered(mask) = thread.at else {
            continue;
        };
        let waits_in: Vec<(usize, Arm)> = arms(program, state, other)
            .into_iter()
            .enumerate()
            .filter(|(k, _)| mask & (1 << k) != 0)
            .collect();
        let woken = waits_in
            .iter()
            .any(|(_, arm)| is_ready_alone(program, state, *arm));
        if other != me && !woken {
            let meets = waits_in.iter().filter(|(_, arm)| *arm == other_side);
            partners.extend(meets.map(|(k, _)| (other, *k)));
        }
    }
    partners
}

/// Everything that can come of this arm now; nothing if it is not ready.
pub fn take(program: &Program, state: &State, me: usize, k: usize, arm: Arm) -> Vec<State> {
    let place = state.threads[me].place;
    let after = |state: State, note| finish(program, state, me, k, note);
    match arm {
        Arm::Send(c) if state.receivers(c) == 0 => {
            vec![after(state.clone(), Note::Disconnected)]
        }
        Arm::Send(c) if has_room(program, state, c) => {
            let (mut sent, message) = give(program, state.clone(), me, place, k);
            sent.queues[c].push(message);
            vec![after(sent, Note::Ok)]
        }
        Arm::Send(_) => meet(program, state, me, arm, |state, (other, theirs)| {
            let (state, (got, held)) = give(program, state, me, place, k);
            let got = complete(program, state, other, theirs, Note::Value(got));
            after(got.keep(other, held), Note::Ok)
        }),
        Arm::Recv(c) if !state.queues[c].is_empty() => {
            let mut received = state.clone();
            let (message, held) = received.queues[c].remove(0);
            vec![after(received.keep(me, held), Note::Value(message))]
        }
        Arm::Recv(c) if state.senders(c) == 0 => {
            vec![after(state.clone(), Note::Disconnected)]
        }
        Arm::Recv(_) => meet(program, state, me, arm, |state, (other, theirs)| {
            let place = state.threads[other].place;
            let (state, (got, held)) = give(program, state, other, place, theirs);
            let sent = complete(program, state, other, theirs, Note::Ok);
            after(sent.keep(me, held), Note::Value(got))
        }),
        Arm::Timer(t) => match state.timers[t] {
            Timer::At { deadline, before } if deadline <= state.now || state.rules.loose_timers => {
                // A ticker counts from when it was received from, however late that is.
                let again = Timer::At {
                    deadline: state.now + 1,
                    before: before + 1,
                };
                let next = if t == AFTER { Timer::Gone } else { again };
                vec![after(state.with(|s| s.timers[t] = next), Note::Fired)]
            }
            Timer::At { .. } | Timer::Gone => vec![],
        },
        Arm::Never => vec![],
    }
}

/// Takes from a thread what it sends with its operation at `place`, from arm `k`.
fn give(
    program: &Program,
    mut state: State,
    thread: usize,
    place: usize,
    k: usize,
) -> (State, Message) {
    let has = &mut state.threads[thread];
    let held = match program.threads[thread][place] {
        Op::SendSender => {
            has.senders[1] -= 1;
            Some(Held::Sender)
        }
        Op::SendCounted(_) => {
            has.counts -= 1;
            Some(Held::Counted)
        }
        _ => None,
    };
    (state, (message(thread, place, k), held))
}

fn meet(
    program: &Program,
    state: &State,
    me: usize,
    arm: Arm,
    pair: impl Fn(State, (usize, usize)) -> State,
) -> Vec<State> {
    let partners = partners(program, state, me, arm).into_iter();
    partners
        .map(|partner| pair(state.clone(), partner))
        .collect()
}

/// The same for a thread that waits: it has yet to go on.
fn complete(program: &Program, state: State, other: usize, k: usize, note: Note) -> State {
    let mut after = finish(program, state, other, k, note);
    after.threads[other].completed = true;
    after
}

/// A thread's operation has come to this in its arm `k`.
fn finish(program: &Program, state: State, thread: usize, k: usize, note: Note) -> State {
    match program.threads[thread][state.threads[thread].place] {
        Op::Iter(_) | Op::TryIter(_) => match note {
            Note::Disconnected => state.done(thread, &[Note::End]),
            note => {
                let mut state = state.at(thread, At::Begin);
                state.threads[thread].notes.push(note);
                state
            }
        },
        Op::Select { .. } => state.done(thread, &[Note::Arm(k), note]),
        Op::Send(GO) if note == Note::Disconnected => state.at(thread, At::Panics),
        _ => state.done(thread, &[note]),
    }
}
