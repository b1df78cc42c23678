//! Programs on which there was a disagreement, the smallest of each kind.

use crate::compare::{Statistics, disagrees};
use crate::language::{Leaf, Program, Stmt};

fn agrees(permits: usize, receiver: usize, tasks: &[&[Stmt]]) {
    let program = Program {
        seed: 0,
        capacity: 1,
        permits,
        drops: 0,
        hidden: false,
        receiver,
        threads: None,
        tasks: tasks.iter().map(|stmts| stmts.to_vec()).collect(),
    };
    assert_eq!(disagrees(&program, &mut Statistics::default()), None);
}

const ACQUIRE_OR_RECEIVE: Stmt = Stmt::Select {
    biased: false,
    arms: [Leaf::Acquire(1), Leaf::Recv],
};

#[test]
fn a_select_asks_its_arms_without_an_effect() {
    agrees(2, 0, &[&[ACQUIRE_OR_RECEIVE]]);
}

#[test]
fn a_select_is_a_step_of_its_own_after_a_spawn() {
    let main = [Stmt::Spawn(1), ACQUIRE_OR_RECEIVE];
    agrees(2, 0, &[&main, &[Stmt::Await(Leaf::Send(1))]]);
}

#[test]
fn the_second_select_of_a_poll_is_a_step_of_its_own() {
    let main = [
        Stmt::Spawn(1),
        ACQUIRE_OR_RECEIVE,
        Stmt::AddPermits(1),
        ACQUIRE_OR_RECEIVE,
    ];
    let other = [Stmt::Await(Leaf::Send(1)), Stmt::TrySend(2)];
    agrees(0, 0, &[&main, &other]);
}

#[test]
fn an_aborted_task_may_find_its_next_await_ready() {
    let main = [
        Stmt::Spawn(1),
        Stmt::Abort(1),
        Stmt::AddPermits(1),
        Stmt::Await(Leaf::Join(1)),
    ];
    agrees(0, 0, &[&main, &[Stmt::Await(Leaf::Acquire(1))]]);
    let main = [
        Stmt::Spawn(1),
        Stmt::Abort(1),
        Stmt::TrySend(1),
        Stmt::Await(Leaf::Join(1)),
    ];
    agrees(0, 1, &[&main, &[Stmt::Await(Leaf::Recv)]]);
}

#[test]
fn a_slot_that_is_given_back_wakes_the_receiver_of_a_closed_channel() {
    let main = [
        Stmt::Spawn(1),
        Stmt::Await(Leaf::Recv),
        Stmt::Close,
        Stmt::Await(Leaf::Recv),
    ];
    let other = [Stmt::Await(Leaf::Send(1)), Stmt::Await(Leaf::Send(2))];
    agrees(0, 0, &[&main, &other]);
}
