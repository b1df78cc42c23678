//! What may come of a program, by tokio's documentation: every state, reached by the steps below, once.
//!
//! It knows nothing of the checkers. Each await polls its future, and its task waits until it is woken; a poll of
//! one future is a step, as is whatever else touches what tasks share, and a timer that fires.

mod poll;
mod state;

use crate::language::{Leaf, Note, Outcome, Program, Stmt};
use state::{Life, Of, State};
use std::collections::{BTreeSet, HashSet};

/// How tasks are run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules {
    /// They take turns on one thread.
    pub one_thread: bool,
    /// A task that is to be dropped may be at an await that is ready, and a future that may be dropped too.
    pub drops_at_ready: bool,
}

/// All outcomes; `None`: there are too many states.
pub fn explore(program: &Program, rules: Rules, most: usize) -> Option<BTreeSet<Outcome>> {
    let first = State::new(program);
    let (mut seen, mut left) = (HashSet::from([first.clone()]), vec![first]);
    let mut outcomes = BTreeSet::new();
    while let Some(state) = left.pop() {
        let next = next(program, rules, &state);
        if next.is_empty() {
            outcomes.insert(Outcome {
                ended: is_over(&state),
                notes: state.tasks.into_iter().map(|task| task.notes).collect(),
            });
            continue;
        }
        for state in next {
            if !seen.contains(&state) {
                seen.insert(state.clone());
                left.push(state);
            }
        }
        if seen.len() > most {
            return None;
        }
    }
    Some(outcomes)
}

fn is_over(state: &State) -> bool {
    state
        .tasks
        .iter()
        .all(|task| matches!(task.life, Life::Over | Life::Unborn))
}

/// What may happen next.
fn next(program: &Program, rules: Rules, state: &State) -> Vec<State> {
    let tasks = 0..state.tasks.len();
    let mut all = timers(state);
    let is_running =
        |task: &usize| matches!(state.tasks[*task].life, Life::Running | Life::Dropping);
    let running = tasks.clone().find(is_running);
    if let (true, Some(running)) = (rules.one_thread, running) {
        all.extend(step(program, rules, state, running));
        return all;
    }
    let shut_down = shut_down(state, rules.one_thread);
    if rules.one_thread && shut_down.is_some() {
        // Main has the thread until its runtime is shut down.
        return Vec::from_iter(shut_down);
    }
    for task in tasks {
        all.extend(step(program, rules, state, task));
    }
    all.extend(shut_down);
    all
}

/// Any timer may fire, once its future was polled.
fn timers(state: &State) -> Vec<State> {
    let mut all = vec![];
    for (task, of) in state.tasks.iter().enumerate() {
        let Some(wait) = of.wait.as_ref().filter(|wait| !wait.over) else {
            continue;
        };
        let mut fires = |timer: state::Timer, place: Option<usize>| {
            if timer.armed && !timer.fired {
                let mut state = state.clone();
                state.wake(task);
                let wait = state.tasks[task].wait.as_mut().expect("it waits");
                match place {
                    Some(arm) => wait.arms[arm].timer.fired = true,
                    None => wait.timer.fired = true,
                }
                all.push(state);
            }
        };
        fires(wait.timer, None);
        for (place, arm) in wait.arms.iter().enumerate() {
            fires(arm.timer, Some(place));
        }
    }
    all
}

/// Main is over: all others are dropped, one after another or `at_once`.
fn shut_down(state: &State, at_once: bool) -> Option<State> {
    let left = state.spawned.get(state.shut_down..)?;
    let now = if at_once { left } else { left.get(..1)? };
    (state.tasks[0].life == Life::Over && !now.is_empty()).then(|| {
        let mut after = state.clone();
        after.shut_down += now.len();
        for task in now {
            abort(&mut after, *task);
        }
        after
    })
}

fn abort(state: &mut State, task: usize) {
    state.tasks[task].aborted = true;
    state.wake(task);
}

/// One step of a task.
fn step(program: &Program, rules: Rules, state: &State, task: usize) -> Vec<State> {
    let with = |life| {
        let mut state = state.clone();
        state.tasks[task].life = life;
        state
    };
    let of = &state.tasks[task];
    match of.life {
        Life::Unborn | Life::Over => vec![],
        Life::Born if of.aborted => vec![with(Life::Dropping)],
        Life::Born => {
            let mut state = with(Life::Running);
            state.tasks[task].notes.push(Note::Began);
            vec![state]
        }
        Life::Idle if of.aborted => vec![with(Life::Dropping)],
        Life::Idle => {
            let mut all = vec![];
            if of.woken {
                let mut state = with(Life::Running);
                state.tasks[task].woken = false;
                if let Some(wait) = &mut state.tasks[task].wait {
                    wait.order.clear();
                }
                all.push(state);
            }
            all.extend(of.victim.then(|| with(Life::Dropping)));
            all
        }
        Life::Dropping => {
            let mut state = state.clone();
            if !state.drop_next(task) {
                state.tasks[task].life = Life::Over;
                if std::mem::take(&mut state.tasks[task].joined) {
                    state.wake(0);
                }
            }
            vec![state]
        }
        Life::Running => match program.tasks[task].get(of.pc) {
            None => {
                let mut state = with(Life::Dropping);
                state.tasks[task].finished = true;
                vec![state]
            }
            Some(stmt) if poll::is_await(stmt) => poll::step(rules, state, task, stmt),
            Some(stmt) => does(state.clone(), task, stmt),
        },
    }
}

/// What is no await: whatever may come of it; nothing if it has to wait.
fn does(mut state: State, task: usize, stmt: &Stmt) -> Vec<State> {
    let part = state.tasks[task].part;
    let note = match *stmt {
        Stmt::Spawn(other) => {
            state.tasks[other].life = Life::Born;
            state.tasks[other].handle = true;
            state.spawned.push(other);
            state.tasks[task].pc += 1;
            let mut all = vec![state.clone()];
            if state.drops > 0 {
                state.drops -= 1;
                state.tasks[other].victim = true;
                all.push(state);
            }
            return all;
        }
        Stmt::Abort(other) => {
            if state.tasks[other].handle {
                abort(&mut state, other);
            }
            None
        }
        Stmt::TryRecv => Some(match state.tasks[task].receiver {
            false => Note::Missing,
            true if !state.queue.is_empty() => Note::Value(poll::take(&mut state)),
            true if poll::is_disconnected(&state) => Note::Disconnected,
            true => Note::Empty,
        }),
        Stmt::TrySend(value) => Some(try_send(&mut state, task, value)),
        Stmt::TryAcquire => Some(match state.try_acquire(Of::Semaphore, 1) {
            true => {
                state.tasks[task].permits.push(1);
                Note::Ok
            }
            false if state.semaphore.closed => Note::Closed,
            false => Note::NoPermits,
        }),
        Stmt::Close => {
            if state.tasks[task].receiver {
                state.closed = true;
                state.close(Of::Slots);
            }
            None
        }
        Stmt::DropSender => {
            state.drop_sender(task);
            None
        }
        Stmt::DropReceiver => {
            state.drop_receiver(task);
            None
        }
        Stmt::Unlock => {
            state.unlock(task);
            None
        }
        Stmt::Release => {
            if let Some(n) = state.tasks[task].permits.pop() {
                state.add(Of::Semaphore, n);
            }
            None
        }
        Stmt::Forget => {
            state.tasks[task].permits.pop();
            None
        }
        Stmt::AddPermits(n) => {
            state.add(Of::Semaphore, n);
            None
        }
        Stmt::CloseSemaphore => {
            state.close(Of::Semaphore);
            None
        }
        Stmt::LockedTrySend(value) => {
            state.tasks[task].part += 1;
            match part {
                0 if state.thread_lock.is_some() => return vec![],
                0 => {
                    state.thread_lock = Some(task);
                    let note = Note::Value(state.thread_count);
                    state.tasks[task].notes.push(note);
                    state.thread_count += 1;
                    return vec![state];
                }
                1 => {
                    let note = try_send(&mut state, task, value);
                    state.tasks[task].notes.push(note);
                    return vec![state];
                }
                _ => {
                    state.thread_lock = None;
                    state.tasks[task].part = 0;
                    None
                }
            }
        }
        Stmt::ThreadSend => state.tasks[task]
            .thread_sender
            .then(|| match state.thread_ends.1 {
                true => {
                    state.thread_messages += 1;
                    Note::Ok
                }
                false => Note::Closed,
            }),
        Stmt::ThreadRecv => match (state.tasks[task].thread_receiver, state.thread_messages) {
            (false, _) => None,
            (true, 0) if state.thread_ends.0 => return vec![],
            (true, 0) => Some(Note::Disconnected),
            (true, _) => {
                state.thread_messages -= 1;
                Some(Note::Ok)
            }
        },
        Stmt::Await(_)
        | Stmt::Timeout(_)
        | Stmt::Cancellable(_)
        | Stmt::Select { .. }
        | Stmt::Yield => unreachable!("an await"),
    };
    state.tasks[task].notes.extend(note);
    state.tasks[task].pc += 1;
    vec![state]
}

fn try_send(state: &mut State, task: usize, value: u8) -> Note {
    if !state.tasks[task].sender {
        return Note::Missing;
    }
    if state.closed {
        return Note::Closed;
    }
    if !state.try_acquire(Of::Slots, 1) {
        return Note::Full;
    }
    state.queue.push(value);
    state.wake_receiver();
    Note::Ok
}

/// Whether the task that is joined is over.
fn has_ended(state: &State, leaf: Leaf) -> bool {
    matches!(leaf, Leaf::Join(task) if state.tasks[task].life == Life::Over)
}
