//! How a thread ends: what it drops, whom it joins.
//!
//! A thread's locals go in a fixed order: guards, the last first; senders, receivers, its wait
//! group, what it counts, its weak handles. A panic does the same, and joins nobody. A scope then waits for all its threads,
//! and panics if one did that was not joined. Only then has the thread ended.

use super::state::{Life, State};
use super::thread::Step;
use super::{handles, rw_lock};
use crate::language::{Program, Start};
use crate::outcome::Note;

fn can_join(program: &Program, state: &State, me: usize, other: usize) -> bool {
    let joined = |life| matches!(life, Life::Ended { joined: true, .. });
    other != 0 && program.parents.get(other) == Some(&me) && !joined(state.threads[other].life)
}

pub fn join(program: &Program, state: &State, me: usize, other: usize) -> Option<Vec<State>> {
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

pub fn is_finished(
    program: &Program,
    state: &State,
    me: usize,
    other: usize,
) -> Option<Vec<State>> {
    if !can_join(program, state, me, other) {
        return None;
    }
    let finished = matches!(state.threads[other].life, Life::Ended { .. });
    Some(vec![state.clone().done(me, &[Note::Is(finished)])])
}

/// The next thing that goes when a thread ends.
pub fn leave(program: &Program, state: &State, me: usize, panicked: bool) -> Step {
    let mut after = state.clone();
    let thread = &mut after.threads[me];
    if let Some(guard) = thread.guards.pop() {
        rw_lock::leave(&mut after, guard);
        return Step::Dropped(after);
    }
    let sides = thread.senders.iter_mut().chain(&mut thread.receivers);
    for side in sides {
        if *side > 0 {
            *side -= 1;
            handles::discard(program, &mut after, me);
            return Step::Skip(after);
        }
    }
    if std::mem::take(&mut thread.in_group) {
        return Step::Skip(after);
    }
    if thread.counts > 0 {
        thread.counts -= 1;
        return Step::Skip(after);
    }
    if thread.weaks > 0 {
        thread.weaks -= 1;
        return Step::Skip(after);
    }
    if program.joins && !panicked {
        let next = program
            .children(me)
            .find(|i| can_join(program, state, me, *i));
        if let Some(other) = next {
            let joined = join_now(&after, other).map(|(mut after, ok)| {
                after.threads[me].notes.push(Note::Joined(ok));
                after
            });
            return Step::Operation(joined.into_iter().collect());
        }
    }
    if me == 0 {
        return main_ends(program, after);
    }
    let panicked = match program.start {
        Start::Nested => match scope_ends(state, &mut after, program.children(me)) {
            Some(theirs) => panicked || theirs,
            None => return Step::Operation(vec![]),
        },
        Start::Spawn | Start::Scope => panicked,
    };
    let joined = false;
    after.threads[me].life = Life::Ended { panicked, joined };
    Step::Skip(after)
}

/// Joins all threads of a scope: whether one panicked that was not joined; `None`: one has not ended.
fn scope_ends(
    state: &State,
    after: &mut State,
    mut threads: impl Iterator<Item = usize>,
) -> Option<bool> {
    threads.try_fold(false, |any, thread| match state.threads[thread].life {
        Life::Ended { panicked, joined } => {
            let life = &mut after.threads[thread].life;
            *life = Life::Ended {
                panicked,
                joined: true,
            };
            Some(any || (panicked && !joined))
        }
        _ => None,
    })
}

fn main_ends(program: &Program, mut state: State) -> Step {
    if program.start != Start::Spawn {
        let all = 1..state.threads.len();
        match scope_ends(&state.clone(), &mut state, all) {
            None => return Step::Operation(vec![]),
            Some(true) => return Step::MainPanics,
            Some(false) => {}
        }
    }
    state.threads[0].life = Life::Ended {
        panicked: false,
        joined: true,
    };
    Step::Skip(state)
}
