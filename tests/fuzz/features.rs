//! What a program has in it that no single operation shows.

use crate::language::{Arm, Op, Program, Start};
use crate::reference::Reference;

/// The names of all that it has.
pub fn of(program: &Program) -> Vec<&'static str> {
    let has = |what: &dyn Fn(&Op) -> bool| program.ops().any(what);
    let condvars = (0..2).filter(|i| has(&|op| waits(op, *i))).count();
    present(&[
        (!program.threads[0].is_empty(), "main acts"),
        (program.spurious, "spurious wake-ups"),
        (!program.joins, "no joins"),
        (program.deadlines && program.waits_for_time(), "deadlines"),
        (has_nested_scopes(program), "nested scopes"),
        (has(&sends), "a select sends"),
        (
            has(&selects) && has(&drops),
            "a handle goes beside a select",
        ),
        (condvars == 2, "two condition variables"),
        (
            program.threads.iter().skip(1).any(panics_under_a_lock),
            "a panic under a lock",
        ),
        (
            program.parents.iter().any(|parent| *parent != 0),
            "a thread starts others",
        ),
    ])
}

/// What happens in it.
pub fn seen(reference: &Reference) -> Vec<&'static str> {
    present(&[
        (reference.blocks, "a thread waits"),
        (reference.outcomes.len() > 1, "several outcomes"),
        (three_tries_fail(reference), "three tries fail"),
    ])
}

fn present(all: &[(bool, &'static str)]) -> Vec<&'static str> {
    let present = all.iter().filter(|(holds, _)| *holds);
    present.map(|(_, what)| *what).collect()
}

/// A loop of three tries that was of no use.
fn three_tries_fail(reference: &Reference) -> bool {
    let mut outcomes = reference.outcomes.iter();
    outcomes.any(|outcome| outcome.to_string().contains("Failed(3)"))
}

fn has_nested_scopes(program: &Program) -> bool {
    program.start == Start::Nested && program.parents.iter().any(|parent| *parent != 0)
}

fn selects(op: &Op) -> bool {
    matches!(op, Op::Select { .. })
}

fn sends(op: &Op) -> bool {
    let sends = |arm: &Arm| matches!(arm, Arm::Send(_));
    matches!(op, Op::Select { arms, .. } if arms.iter().any(sends))
}

fn drops(op: &Op) -> bool {
    matches!(op, Op::DropSender(_) | Op::DropReceiver(_))
}

fn waits(op: &Op, mutex: usize) -> bool {
    match op {
        Op::Wait(i) | Op::WaitFor(i) | Op::WaitWhile(i) | Op::WaitWhileFor(i) => *i == mutex,
        _ => false,
    }
}

/// A panic after a lock was taken, and not released.
fn panics_under_a_lock(ops: &Vec<Op>) -> bool {
    let panics = |op: &Op| matches!(op, Op::Panic | Op::PanicIf(_));
    let Some(end) = ops.iter().position(panics) else {
        return false;
    };
    let takes = |op: &Op| matches!(op, Op::Lock(_) | Op::Read(_) | Op::Write(_));
    let releases = |op: &Op| matches!(op, Op::Unlock(_) | Op::Release(_));
    let taken = ops[..end].iter().rposition(takes);
    taken.is_some_and(|taken| !ops[taken..end].iter().any(releases))
}
