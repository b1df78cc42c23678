//! Makes a program smaller for as long as it still disagrees.

use crate::language::{Op, Otherwise, Program, Start};
use std::cmp::Ordering;

/// Then it is small enough, or will not become so.
const MOST_TRIES: usize = 300;

/// The smallest program that can be reached by removing one thing after the other, and what
/// `disagrees` says of it.
pub fn shrink(
    program: Program,
    why: String,
    disagrees: impl Fn(&Program) -> Option<String>,
) -> (Program, String) {
    let mut smallest = (program, why);
    let mut tries = 0;
    'smaller: loop {
        for candidate in candidates(&smallest.0) {
            tries += 1;
            if tries > MOST_TRIES {
                return smallest;
            }
            if let Some(why) = disagrees(&candidate) {
                smallest = (candidate, why);
                continue 'smaller;
            }
        }
        return smallest;
    }
}

fn candidates(program: &Program) -> Vec<Program> {
    let mut smaller = vec![];
    let mut add = |change: &dyn Fn(&mut Program)| {
        let mut candidate = program.clone();
        change(&mut candidate);
        if candidate != *program {
            smaller.push(candidate);
        }
    };
    for thread in 1..program.threads.len() {
        add(&|p| remove_thread(p, thread));
    }
    for (thread, ops) in program.threads.iter().enumerate() {
        for (place, op) in ops.iter().enumerate() {
            add(&|p| drop(p.threads[thread].remove(place)));
            let Op::Select { arms, .. } = op else {
                continue;
            };
            for arm in 0..arms.len() {
                if arms.len() > 1 {
                    add(&|p| {
                        if let Op::Select { arms, .. } = &mut p.threads[thread][place] {
                            arms.remove(arm);
                        }
                    });
                }
            }
            add(&|p| {
                if let Op::Select { biased, .. } = &mut p.threads[thread][place] {
                    *biased = false;
                }
            });
            add(&|p| {
                if let Op::Select { otherwise, .. } = &mut p.threads[thread][place] {
                    *otherwise = Otherwise::Wait;
                }
            });
        }
    }
    for thread in 2..program.threads.len() {
        add(&|p| p.parents[thread] = 0);
    }
    add(&|p| p.deadlines = false);
    add(&|p| p.joins = true);
    add(&|p| p.start = Start::Spawn);
    add(&|p| p.spurious = false);
    smaller
}

/// Operations that name the thread go with it.
fn remove_thread(program: &mut Program, gone: usize) {
    program.threads.remove(gone);
    let heir = program.parents.remove(gone);
    for parent in &mut program.parents {
        match (*parent).cmp(&gone) {
            Ordering::Less => {}
            Ordering::Equal => *parent = heir,
            Ordering::Greater => *parent -= 1,
        }
    }
    for ops in &mut program.threads {
        ops.retain(|op| named(&mut op.clone()).is_none_or(|other| *other != gone));
        for op in ops {
            if let Some(other) = named(op)
                && *other > gone
            {
                *other -= 1;
            }
        }
    }
}

fn named(op: &mut Op) -> Option<&mut usize> {
    match op {
        Op::Join(other) | Op::IsFinished(other) => Some(other),
        Op::Unpark(other) | Op::ParkerUnpark(other) => Some(other),
        _ => None,
    }
}
