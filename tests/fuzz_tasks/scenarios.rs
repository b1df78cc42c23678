//! Small programs that each show one thing that a primitive has to do.

use crate::compare::{Statistics, disagrees};
use crate::language::Leaf::{Acquire, Join, Lock, Recv, Send};
use crate::language::Stmt::{
    Abort, AddPermits, Await, Close, CloseSemaphore, DropReceiver, DropSender, Forget, Select,
    Spawn, Timeout, TryAcquire, TrySend, Unlock, Yield,
};
use crate::language::{Leaf, Program, Stmt};

/// Main has the receiver.
fn agrees(permits: usize, drops: u32, tasks: &[&[Stmt]]) {
    let program = Program {
        seed: 0,
        capacity: 1,
        permits,
        drops,
        hidden: false,
        receiver: 0,
        threads: None,
        tasks: tasks.iter().map(|stmts| stmts.to_vec()).collect(),
    };
    assert_eq!(disagrees(&program, &mut Statistics::default()), None);
}

fn select(first: Leaf, second: Leaf) -> Stmt {
    let (biased, arms) = (false, [first, second]);
    Select { biased, arms }
}

#[test]
fn two_waiters_are_given_a_permit_each() {
    let main = [
        Spawn(1),
        Spawn(2),
        AddPermits(1),
        AddPermits(1),
        Await(Join(1)),
        Await(Join(2)),
    ];
    agrees(0, 0, &[&main, &[Await(Acquire(1))], &[Await(Acquire(1))]]);
}

#[test]
fn a_waiter_for_two_permits_keeps_the_one_that_is_free() {
    let main = [Spawn(1), TryAcquire, Await(Join(1))];
    agrees(1, 0, &[&main, &[Timeout(Acquire(2))]]);
}

#[test]
fn a_permit_that_was_handed_over_is_gone_when_the_semaphore_is_closed() {
    let main = [
        Spawn(1),
        AddPermits(1),
        TryAcquire,
        CloseSemaphore,
        Await(Join(1)),
    ];
    agrees(0, 0, &[&main, &[Await(Acquire(1))]]);
}

#[test]
fn closing_a_semaphore_wakes_the_waiter() {
    let main = [Spawn(1), CloseSemaphore, Await(Join(1))];
    agrees(0, 0, &[&main, &[Await(Acquire(1))]]);
}

#[test]
fn a_dropped_waiter_gives_back_what_it_was_given() {
    let main = [Spawn(1), AddPermits(1), Await(Join(1)), TryAcquire];
    agrees(0, 0, &[&main, &[Timeout(Acquire(2))]]);
}

#[test]
fn closing_a_channel_wakes_its_senders() {
    let main = [TrySend(9), Spawn(1), Close, Await(Join(1))];
    agrees(0, 0, &[&main, &[Await(Send(1))]]);
}

#[test]
fn dropping_the_receiver_wakes_the_senders() {
    let main = [TrySend(9), Spawn(1), DropReceiver, Await(Join(1))];
    agrees(0, 0, &[&main, &[Await(Send(1))]]);
}

#[test]
fn dropping_the_last_sender_wakes_the_receiver() {
    agrees(0, 0, &[&[DropSender, Spawn(1), Await(Recv)], &[DropSender]]);
}

#[test]
fn a_message_wakes_the_receiver() {
    agrees(0, 0, &[&[Spawn(1), Await(Recv)], &[Await(Send(1))]]);
}

#[test]
fn an_aborted_task_is_woken() {
    let main = [Spawn(1), Abort(1), Await(Join(1))];
    agrees(0, 0, &[&main, &[Await(Acquire(1))]]);
}

#[test]
fn an_aborted_task_ends_at_a_yield() {
    let main = [Spawn(1), Abort(1), Await(Join(1))];
    agrees(1, 0, &[&main, &[Yield, TryAcquire]]);
}

#[test]
fn a_select_may_take_either_arm() {
    agrees(1, 0, &[&[select(Lock, Acquire(1))]]);
    agrees(1, 0, &[&[DropReceiver, select(Recv, Acquire(1))]]);
}

#[test]
fn a_select_waits_for_both_arms() {
    let main = [Spawn(1), select(Recv, Acquire(1))];
    agrees(0, 0, &[&main, &[AddPermits(1)]]);
}

#[test]
fn a_task_that_may_be_dropped_need_not_be() {
    let main = [Spawn(1), Spawn(2), Await(Join(1)), Await(Join(2))];
    agrees(0, 1, &[&main, &[Await(Lock)], &[Await(Lock)]]);
}

#[test]
fn a_forgotten_permit_is_gone() {
    agrees(1, 0, &[&[TryAcquire, Forget, TryAcquire]]);
}

#[test]
fn a_lock_is_handed_over() {
    let main = [Await(Lock), Spawn(1), Unlock, Await(Join(1))];
    agrees(0, 0, &[&main, &[Await(Lock)]]);
}
