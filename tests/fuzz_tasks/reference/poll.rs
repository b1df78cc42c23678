//! A poll of an await: one future after another.

use super::state::{Arm, Life, State, Timer, Wait, of};
use super::{Rules, has_ended};
use crate::language::{Leaf, Note, Stmt};

pub fn is_await(stmt: &Stmt) -> bool {
    !stmt.leaves().is_empty() || *stmt == Stmt::Yield
}

/// The next step of a poll.
pub fn step(rules: Rules, state: &State, task: usize, stmt: &Stmt) -> Vec<State> {
    let mut state = state.clone();
    if *stmt == Stmt::Yield {
        let yields = state.tasks[task].part == 0;
        state.tasks[task].part = u8::from(yields);
        match yields {
            true => {
                state.tasks[task].life = Life::Idle;
                state.wake(task);
            }
            false => state.tasks[task].pc += 1,
        }
        return vec![state];
    }
    let arms = stmt.leaves();
    let wait = state.tasks[task].wait.get_or_insert_with(|| Wait {
        arms: arms
            .into_iter()
            .map(|leaf| Arm {
                leaf,
                queued: false,
                missing: 0,
                timer: Timer::default(),
            })
            .collect(),
        timer: Timer::default(),
        order: vec![],
        over: false,
    });
    if wait.over {
        return vec![drops(state, task)];
    }
    if wait.order.is_empty() {
        let orders: &[&[usize]] = match stmt {
            Stmt::Select { biased: true, .. } => &[&[0, 1]],
            Stmt::Select { biased: false, .. } => &[&[0, 1], &[1, 0]],
            _ => &[&[0]],
        };
        let begins = |order: &&[usize]| {
            let mut state = state.clone();
            let wait = state.tasks[task].wait.as_mut().expect("it waits");
            wait.order = order.to_vec();
            state
        };
        return orders
            .iter()
            .map(begins)
            .flat_map(|state| polls(rules, state, task, stmt))
            .collect();
    }
    polls(rules, state, task, stmt)
}

/// Drops a future that is left of an await whose result is known.
fn drops(mut state: State, task: usize) -> State {
    let wait = state.tasks[task].wait.as_ref().expect("it waits");
    if let Some(arm) = wait.arms.iter().position(|arm| arm.queued) {
        state.give_up(task, arm);
    }
    over(state, task)
}

/// The result of an await is known. It is over once all its futures are dropped.
fn over(mut state: State, task: usize) -> State {
    let wait = state.tasks[task].wait.as_mut().expect("it waits");
    wait.over = true;
    if !wait.arms.iter().any(|arm| arm.queued) {
        state.tasks[task].wait = None;
        state.tasks[task].pc += 1;
    }
    state
}

fn polls(rules: Rules, mut state: State, task: usize, stmt: &Stmt) -> Vec<State> {
    let mut all = vec![];
    let wait = state.tasks[task].wait.as_mut().expect("it waits");
    let alone = wait.arms.len() == 1;
    let dropped = matches!(stmt, Stmt::Cancellable(_));
    if dropped && (wait.timer.fired || rules.drops_at_ready) {
        let mut state = state.clone();
        state.tasks[task].notes.push(Note::Dropped);
        all.push(over(state, task));
    }
    let wait = state.tasks[task].wait.as_mut().expect("it waits");
    if dropped && wait.timer.fired {
        return all;
    }
    let of = &state.tasks[task];
    if rules.drops_at_ready && alone && (of.aborted || of.victim) {
        let mut state = state.clone();
        state.tasks[task].life = Life::Dropping;
        all.push(state);
    }
    let wait = state.tasks[task].wait.as_mut().expect("it waits");
    let arm = wait.order.remove(0);
    let is_last = wait.order.is_empty();
    if let Some(note) = poll(&mut state, task, arm) {
        if matches!(stmt, Stmt::Select { .. }) {
            state.tasks[task].notes.push(Note::Arm(arm as u8));
        }
        state.tasks[task].notes.push(note);
        all.push(over(state, task));
        return all;
    }
    let wait = state.tasks[task].wait.as_mut().expect("it waits");
    if matches!(stmt, Stmt::Timeout(_)) && wait.timer.fired {
        state.tasks[task].notes.push(Note::Elapsed);
        all.push(over(state, task));
        return all;
    }
    wait.timer.armed |= matches!(stmt, Stmt::Timeout(_) | Stmt::Cancellable(_));
    if is_last {
        state.tasks[task].life = Life::Idle;
    }
    all.push(state);
    all
}

/// Polls one future.
fn poll(state: &mut State, task: usize, arm: usize) -> Option<Note> {
    let leaf = state.arm(task, arm).leaf;
    if let Some((permits, n)) = of(leaf) {
        if matches!(leaf, Leaf::Send(_)) && !state.tasks[task].sender {
            return Some(Note::Missing);
        }
        let has = state.acquire(permits, n, task, arm)?;
        if !has {
            return Some(Note::Closed);
        }
        match leaf {
            Leaf::Send(value) => {
                state.queue.push(value);
                state.wake_receiver();
            }
            Leaf::Lock => state.tasks[task].guard = true,
            _ => state.tasks[task].permits.push(n),
        }
        return Some(Note::Ok);
    }
    match leaf {
        Leaf::Recv if !state.tasks[task].receiver => Some(Note::Missing),
        Leaf::Recv if !state.queue.is_empty() => Some(Note::Value(take(state))),
        Leaf::Recv if is_disconnected(state) => Some(Note::Disconnected),
        Leaf::Recv => {
            state.receives = Some(task);
            None
        }
        Leaf::Join(other) if !state.tasks[other].handle => Some(Note::Missing),
        Leaf::Join(other) if has_ended(state, leaf) => {
            state.tasks[other].handle = false;
            Some(match state.tasks[other].finished {
                true => Note::Joined,
                false => Note::Cancelled,
            })
        }
        Leaf::Join(other) => {
            state.tasks[other].joined = true;
            None
        }
        _ => {
            let timer = &mut state.arm(task, arm).timer;
            timer.armed = true;
            timer.fired.then_some(Note::Ok)
        }
    }
}

/// Takes the first message, and gives its slot back.
pub fn take(state: &mut State) -> u8 {
    let value = state.queue.remove(0);
    state.add(super::Of::Slots, 1);
    value
}

pub fn is_disconnected(state: &State) -> bool {
    state.senders == 0 || (state.closed && state.slots.free == state.capacity)
}
