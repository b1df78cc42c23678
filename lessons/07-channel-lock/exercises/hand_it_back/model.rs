//! Grades the answer. Do not edit it, but read it to see what is required.

use super::exercise::{Line, Switchboard};
use super::model::{Check, Named, note};
use super::sync::Arc;
use super::sync::atomic::{AtomicU32, Ordering};
use super::sync::thread::{self, Builder};
use std::array::from_fn;

/// How many callers talk on each line.
type Talking = [AtomicU32; 2];

fn talk(line: &Line<'_>, talking: &Talking) {
    let number = line.number;
    let callers = talking[number].fetch_add(1, Ordering::SeqCst) + 1;
    note(format!("talks on line {number}"));
    assert_eq!(callers, 1, "two callers talk on line {number}");
    talking[number].fetch_sub(1, Ordering::SeqCst);
}

/// Lets this many callers use the lines, main among them. Returns the numbers of the lines that are
/// free afterwards.
fn calls(lines: usize, callers: usize) -> Vec<usize> {
    let board = Arc::new(Switchboard::new(lines));
    let talking: Arc<Talking> = Arc::new(from_fn(|line| {
        AtomicU32::new(0).named(&format!("talkers on line {line}"))
    }));
    let others: Vec<_> = (1..callers)
        .map(|caller| {
            let (board, talking) = (board.clone(), talking.clone());
            let other = Builder::new().name(format!("caller {caller}"));
            other.spawn(move || talk(&board.line(), &talking)).unwrap()
        })
        .collect();
    talk(&board.line(), &talking);
    for other in others {
        other.join().unwrap();
    }
    let lent: Vec<_> = (0..lines).map(|_| board.line()).collect();
    let mut free: Vec<_> = lent.iter().map(|line| line.number).collect();
    free.sort();
    free
}

#[test]
fn one_line_and_two_callers() {
    Check::new("07/hand-it-back")
        .run(|| calls(1, 2))
        .holds()
        .reaches(["[0]"])
        .is_concurrent();
}

#[test]
fn two_lines_and_three_callers() {
    Check::new("07/hand-it-back-lines")
        .preemptions(1)
        .run(|| calls(2, 3))
        .holds()
        .reaches(["[0, 1]"])
        .is_concurrent();
}

#[test]
fn with_a_caller_that_panics() {
    Check::new("07/hand-it-back-panic")
        .run(|| {
            let board = Arc::new(Switchboard::new(1));
            let theirs = board.clone();
            let other = thread::spawn(move || {
                let line = theirs.line();
                panic!("a call on line {} breaks off", line.number);
            });
            let number = board.line().number;
            assert!(other.join().is_err());
            number
        })
        .holds()
        .reaches(["0"])
        .is_concurrent();
}
