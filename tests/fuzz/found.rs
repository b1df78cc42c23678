//! The smallest programs on which a checker and the documentation disagreed.

use crate::language::{Arm, Op, Otherwise, Program, Start};
use crate::modes;
use crate::sides::Compared;

/// A program of a main that does nothing and these threads.
fn program(joins: bool, threads: &[&[Op]]) -> Program {
    let others = threads.iter().map(|ops| ops.to_vec());
    Program {
        seed: 0,
        threads: [vec![]].into_iter().chain(others).collect(),
        start: Start::Spawn,
        joins,
        spurious: false,
        capacities: [None, None],
    }
}

#[track_caller]
fn agrees(program: &Program) {
    let compared = modes::judge_all(program);
    assert!(
        matches!(compared, Compared::Agrees),
        "{compared:?}\n{program}"
    );
}

#[test]
fn an_execution_that_failed_and_was_cut_says_nothing_of_the_next() {
    agrees(&program(false, &[&[], &[Op::Lock(0)]]));
}

#[test]
fn to_make_a_thread_wait_after_main_returned_is_no_work_of_that_thread() {
    agrees(&program(false, &[&[Op::WaitGroup], &[Op::Done]]));
}

#[test]
fn who_waits_after_main_returned_is_told_in_every_mode() {
    let select = |arm| Op::Select {
        arms: vec![arm],
        otherwise: Otherwise::Wait,
        biased: false,
    };
    agrees(&program(
        false,
        &[
            &[select(Arm::Recv(1))],
            &[select(Arm::Send(0))],
            &[select(Arm::Recv(1))],
        ],
    ));
}

#[test]
#[ignore = "a wait announces what it touches by a look at a timer that it does not announce"]
fn two_threads_may_receive_from_one_timer() {
    agrees(&program(
        true,
        &[&[Op::RecvTimer(0)], &[Op::TryRecvTimer(0)]],
    ));
}
