//! An interpreter of programs that has nothing in common with any checker: all states, breadth
//! first.
//!
//! Written from the documentation of what the twins are twins of: crossbeam 0.8 (crossbeam-channel
//! 0.5), parking_lot 0.13 and std. Each file says where these leave open what happens. Everywhere:
//! whoever waits may be overtaken, and time passes as it likes, so a timer may fire at any moment.
//!
//! | file | what it holds |
//! |---|---|
//! | `state.rs` | plain data for every object |
//! | `place.rs` | where a thread is, and what it has |
//! | `thread.rs` | one step of a thread: the next operation |
//! | `ends.rs` | how a thread ends, and is joined |
//! | `handles.rs` | a channel's handles: looks, clones, drops |
//! | the others | the steps of one primitive's operations |

mod atomic;
mod barrier;
mod channel;
mod condvar;
mod counted;
mod ends;
mod handles;
mod mutex;
mod once;
mod park;
mod place;
mod retry;
mod rw_lock;
mod select;
mod state;
mod thread;

use crate::language::{Op, Program};
use crate::outcome::{End, Outcome};
use state::{At, Life, State};
use std::collections::{BTreeSet, HashSet};
use thread::Step;

/// Where a checker may go further than the real thing, or not as far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rules {
    /// How often a ticker delivers while anything else can happen.
    pub early_ticks: u8,
    /// Timers know nothing of each other: that one fired says nothing about the next.
    pub loose_timers: bool,
    /// Nothing counts that needs a ticker to know, once it delivers no more early, how late it is
    /// elsewhere.
    pub sure_ticks: bool,
    /// `compare_exchange_weak` may fail for no reason, again and again.
    pub weak_fails: bool,
    /// What a panic drops goes in one step.
    pub atomic_panics: bool,
    /// A thread whose last operation was completed by another one is not at work.
    pub returning_is_no_work: bool,
}

impl Default for Rules {
    /// Those of the checker over loom.
    fn default() -> Self {
        Rules {
            early_ticks: 2,
            loose_timers: false,
            sure_ticks: false,
            weak_fails: false,
            atomic_panics: false,
            returning_is_no_work: false,
        }
    }
}

/// What may come of a program.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    pub outcomes: BTreeSet<Outcome>,
    pub states: usize,
    /// In some state a thread could not go on that was not at its end.
    pub blocks: bool,
}

/// Every outcome; `None` if there are more than `most` states.
pub fn explore(program: &Program, rules: Rules, most: usize) -> Option<Reference> {
    let mut found = Reference::default();
    let first = State::new(program, rules);
    let (mut seen, mut todo) = (HashSet::from([first.clone()]), vec![first]);
    while let Some(state) = todo.pop() {
        // Whatever else may follow, that is how it may end.
        if races(program, &state) {
            found.outcomes.insert(Outcome::new(End::Race, vec![]));
        }
        let mut next = match successors(program, &state, &mut found) {
            Ok(next) => next,
            Err(end) => {
                let notes = state.threads.iter().map(|thread| thread.notes.clone());
                found.outcomes.insert(Outcome::new(end, notes.collect()));
                if end != End::Deadlock {
                    continue;
                }
                vec![]
            }
        };
        // Nobody can count on them: where nothing else can happen, that is a deadlock too.
        if program.spurious {
            next.extend(condvar::spurious(&state));
            next.extend(park::spurious(program, &state));
        }
        for state in next {
            if !seen.contains(&state) && !state.unsure {
                seen.insert(state.clone());
                todo.push(state);
            }
        }
        if seen.len() > most {
            return None;
        }
    }
    found.states = seen.len();
    Some(found)
}

/// All states after one step, or how the program ends here.
fn successors(program: &Program, state: &State, found: &mut Reference) -> Result<Vec<State>, End> {
    let main_ended = matches!(state.threads[0].life, Life::Ended { .. });
    let mut next = vec![];
    let mut main_panics = false;
    for thread in 0..state.threads.len() {
        match thread::step(program, state, thread) {
            Step::Skip(after) => next.push(after),
            Step::Returns(after) => {
                // Whether that is still work is a matter of taste.
                if main_ended && !state.rules.returning_is_no_work {
                    found
                        .outcomes
                        .insert(Outcome::new(End::LeftRunning, vec![]));
                }
                next.push(after);
            }
            Step::Dropped(_) if main_ended => return Err(End::LeftRunning),
            Step::Operation(after) if main_ended && !after.is_empty() => {
                return Err(End::LeftRunning);
            }
            Step::Dropped(after) => next.push(after),
            Step::Operation(after) => {
                found.blocks |= after.is_empty();
                next.extend(after);
            }
            // Others may go before that, and make it not happen.
            Step::MainPanics => main_panics = true,
            Step::Ended => {}
        }
    }
    next.extend(state.time_passes(true));
    match (main_panics, next.is_empty()) {
        (true, true) => return Err(End::Panicked),
        (true, false) => drop(found.outcomes.insert(Outcome::new(End::Panicked, vec![]))),
        (false, true) => next = state.time_passes(false),
        (false, false) => {}
    }
    if next.is_empty() {
        return Err(end(state));
    }
    Ok(next)
}

/// How a program ends when nobody can go on.
fn end(state: &State) -> End {
    let ended = |life: Life| matches!(life, Life::Ended { .. });
    let unseen = Life::Ended {
        panicked: true,
        joined: false,
    };
    let lives: Vec<Life> = state.threads.iter().map(|thread| thread.life).collect();
    match (ended(lives[0]), lives.iter().all(|life| ended(*life))) {
        (false, _) => End::Deadlock,
        (true, false) => End::LeftRunning,
        (true, true) if lives.contains(&unseen) => End::Panicked,
        (true, true) => End::Ended,
    }
}

/// Whether two threads are about to access the cell, and one to write. With sequentially consistent
/// synchronisation a program has a data race exactly if such a state can be reached.
fn races(program: &Program, state: &State) -> bool {
    let mut accesses = vec![];
    for (ops, thread) in program.threads.iter().zip(&state.threads) {
        if thread.life == Life::Runs
            && thread.started
            && thread.at == At::Begin
            && !thread.completed
        {
            match ops.get(thread.place) {
                Some(Op::CellRead) => accesses.push(false),
                Some(Op::CellWrite) => accesses.push(true),
                _ => {}
            }
        }
    }
    accesses.len() > 1 && accesses.contains(&true)
}
