//! std's `Once` and `OnceLock`: the first thread that comes initializes, and others wait for it. After a panic a
//! `Once` is poisoned, and panics unless it is forced; a `OnceLock` is as if nobody had come.

use super::state::{At, State};
use crate::language::Op;
use crate::outcome::Note;

/// How far an initialization is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Gate {
    #[default]
    New,
    Running,
    Done,
    Poisoned,
}

pub fn step(state: &State, me: usize, op: &Op) -> Vec<State> {
    if let At::Initializes { done } = state.threads[me].at {
        return vec![initialize(state, me, op, done)];
    }
    let end = |note: Option<Note>| vec![state.clone().done(me, note.as_slice())];
    let begin = || {
        let running = state.with(|s| *gate(s, op) = Gate::Running);
        vec![running.at(me, At::Initializes { done: false })]
    };
    let panics = || vec![state.clone().at(me, At::Panics)];
    let content = Some(Note::Value(state.content));
    match (op, *gate(&mut state.clone(), op)) {
        (Op::IsOnceDone, once) => end(Some(Note::Is(once == Gate::Done))),
        (Op::GetCell, Gate::Done) => end(content),
        (Op::GetCell, _) => end(Some(Note::Nothing)),

        (Op::WaitOnce | Op::WaitOnceForce, Gate::Done) => end(None),
        (Op::WaitOnce, Gate::Poisoned) => panics(),
        (Op::WaitCell, Gate::Done) => end(content),
        (Op::WaitOnce | Op::WaitOnceForce | Op::WaitCell, _) => vec![],

        (_, Gate::Running) => vec![],
        (Op::CallOnce | Op::CallOnceForce | Op::PanicOnce, Gate::Done) => end(None),
        (Op::CallOnce | Op::PanicOnce, Gate::Poisoned) => panics(),
        (Op::CallOnceForce, once) => {
            let poisoned = Note::Is(once == Gate::Poisoned);
            let mut begun = begin();
            begun[0].threads[me].notes.push(poisoned);
            begun
        }
        (Op::InitCell | Op::PanicCell, Gate::Done) => end(content),
        (Op::SetCell(_), Gate::Done) => end(Some(Note::Is(false))),
        (Op::SetCell(value), _) => {
            let set = state.with(|s| (s.cell, s.content) = (Gate::Done, *value));
            vec![set.done(me, &[Note::Is(true)])]
        }
        _ => begin(),
    }
}

/// Adds to the first atomic, then is done; or panics.
fn initialize(state: &State, me: usize, op: &Op, done: bool) -> State {
    let mut after = state.clone();
    match (op, done) {
        (Op::PanicOnce, _) => after.once = Gate::Poisoned,
        (Op::PanicCell, _) => after.cell = Gate::New,
        (_, false) => {
            if *op == Op::InitCell {
                after.content = state.atomics[0] + 10;
            }
            after.atomics[0] += 1;
            return after.at(me, At::Initializes { done: true });
        }
        (Op::InitCell, true) => {
            after.cell = Gate::Done;
            return after.done(me, &[Note::Value(state.content)]);
        }
        (_, true) => {
            after.once = Gate::Done;
            return after.done(me, &[]);
        }
    }
    after.at(me, At::Panics)
}

fn gate<'s>(state: &'s mut State, op: &Op) -> &'s mut Gate {
    match op {
        Op::SetCell(_) | Op::GetCell | Op::InitCell | Op::PanicCell | Op::WaitCell => {
            &mut state.cell
        }
        _ => &mut state.once,
    }
}
