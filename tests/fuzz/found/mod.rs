//! The smallest programs on which a checker and the documentation disagreed.

mod time;

use crate::language::{Arm, Fetch, GO, Op, Otherwise, Program, RECURSIVE, Start};
use crate::modes;
use crate::sides::Compared;

/// A program of a main that does nothing and these threads.
fn program(joins: bool, threads: &[&[Op]]) -> Program {
    let others = threads.iter().map(|ops| ops.to_vec());
    Program {
        seed: 0,
        threads: [vec![]].into_iter().chain(others).collect(),
        parents: vec![0; threads.len() + 1],
        start: Start::Spawn,
        joins,
        deadlines: false,
        spurious: false,
        capacities: [None, None],
    }
}

/// A program of these threads, main first, which joins the others.
fn with_main(main: &[Op], threads: &[&[Op]]) -> Program {
    let mut program = program(true, threads);
    program.threads[0] = main.to_vec();
    program
}

fn select(arms: &[Arm]) -> Op {
    Op::Select {
        arms: arms.to_vec(),
        otherwise: Otherwise::Wait,
        biased: false,
    }
}

#[track_caller]
fn agrees(program: &Program) {
    let compared = modes::compare(program).compared;
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
    agrees(&program(
        false,
        &[
            &[select(&[Arm::Recv(1)])],
            &[select(&[Arm::Send(0)])],
            &[select(&[Arm::Recv(1)])],
        ],
    ));
}

/// The test's own panic hook swallowed the panic, if it was installed after the checker's: then the
/// execution was told to have ended.
#[test]
fn a_panic_is_told_beside_the_return_of_main() {
    agrees(&program(false, &[&[Op::Panic]]));
    agrees(&with_main(
        &[Op::PanicIf(0)],
        &[&[Op::Fetch(Fetch::Add, 0, 1)]],
    ));
}

/// A thread's start announced no work, and did some that is no step: so its order with the return of
/// main was not explored.
#[test]
fn what_is_no_step_is_work_too() {
    agrees(&program(false, &[&[Op::Yield]]));
    agrees(&program(false, &[&[Op::CellRead]]));
}

/// What a panic drops was dropped in the step before, so nobody could see what that step had done.
#[test]
fn a_lock_is_held_until_its_thread_has_panicked() {
    agrees(&program(
        true,
        &[&[Op::Lock(1), Op::Panic], &[Op::TryLockFor(1)]],
    ));
    agrees(&program(
        true,
        &[&[Op::Send(0), Op::Panic], &[Op::Recv(0), Op::TryRecv(0)]],
    ));
}

/// After main's return a panicking thread gave a lock back: a failure in the midst of unwinding.
#[test]
fn a_panic_gives_a_lock_back_after_the_return_of_main() {
    agrees(&program(false, &[&[Op::Lock(0), Op::Panic]]));
    agrees(&program(
        false,
        &[&[Op::Lock(0), Op::Panic], &[Op::TryLock(0)]],
    ));
}

/// A writer whose time was up left the lock's queue at once: in the real one it keeps others out
/// until it has said so.
#[test]
fn a_writer_whose_time_is_up_may_still_keep_others_out() {
    agrees(&with_main(
        &[Op::Read(0), Op::Release(0), Op::TryWrite(0)],
        &[&[Op::TryWriteFor(0)]],
    ));
}

/// A biased select began to wait in its arms in any order.
#[test]
fn a_biased_select_begins_to_wait_in_its_first_arm() {
    let biased = Op::Select {
        arms: vec![Arm::Recv(0), Arm::Recv(1)],
        otherwise: Otherwise::Wait,
        biased: true,
    };
    let tries = [Op::TrySend(1), Op::TrySend(0), Op::TrySend(0)];
    let mut program = program(true, &[&[biased], &tries]);
    program.capacities = [Some(0), Some(0)];
    agrees(&program);
}

/// Who drops the last handle of a channel drops the messages that nobody received: those drops were
/// told to commute.
#[test]
fn whoever_is_last_drops_what_unread_messages_hold() {
    let mut program = with_main(&[Op::SendSender], &[&[Op::TryRecv(0)]]);
    program.capacities = [Some(2), Some(1)];
    agrees(&program);
    program.capacities = [None, None];
    agrees(&program);
}

#[test]
fn a_message_keeps_a_try_from_seeing_whether_a_sender_is_left() {
    agrees(&with_main(
        &[Op::Send(0), Op::WaitGroup],
        &[&[Op::TryIter(0)], &[Op::Done, Op::TrySend(0)]],
    ));
    agrees(&Program {
        capacities: [Some(1), Some(1)],
        ..with_main(&[Op::TryIter(0)], &[&[Op::Send(0)], &[Op::DropSender(0)]])
    });
    agrees(&Program {
        parents: vec![0, 0, 1, 0],
        capacities: [None, Some(1)],
        ..program(
            true,
            &[&[Op::TryRecv(1)], &[Op::SendSender], &[Op::SendCounted(1)]],
        )
    });
}

#[test]
fn a_message_keeps_a_select_from_seeing_whether_a_sender_is_left() {
    let select = select(&[Arm::Recv(1), Arm::Send(1)]);
    agrees(&Program {
        capacities: [Some(1), Some(1)],
        ..with_main(&[select], &[&[Op::Send(1)], &[Op::DropSender(1)]])
    });
}

#[test]
fn a_thread_waits_for_a_lock_that_its_holder_tries_to_take_again() {
    agrees(&program(
        true,
        &[
            &[Op::Lock(0), Op::TryLock(0)],
            &[Op::NotifyOne(0)],
            &[Op::WaitWhile(0)],
        ],
    ));
}

#[test]
fn to_clone_a_sender_is_work() {
    agrees(&program(false, &[&[Op::CloneSender(0)]]));
}

/// A message woke a select, and a try still met it in a later arm: a biased select waits in its arms in
/// order, so the message had ended its wait.
#[test]
fn a_biased_select_that_was_woken_waits_in_no_later_arm() {
    let try_select = Op::Select {
        arms: vec![Arm::Recv(1)],
        otherwise: Otherwise::Default,
        biased: false,
    };
    let biased = |first| Op::Select {
        arms: vec![first, Arm::Send(1)],
        otherwise: Otherwise::Wait,
        biased: true,
    };
    for (first, wakes) in [
        (Arm::Recv(0), Op::Send(0)),
        (Arm::Recv(0), Op::DropSender(0)),
    ] {
        let tries = [wakes, try_select.clone()];
        let mut program = program(true, &[&tries, &[biased(first)]]);
        program.capacities = [Some(1), Some(0)];
        agrees(&program);
    }
}

/// The interpreter woke a thread for no reason once, whatever it waited for, and a parked one never.
#[test]
fn each_wait_may_end_once_for_no_reason() {
    for waits in [
        vec![Op::Park, Op::Park],
        vec![Op::WaitFor(1), Op::Wait(0)],
        vec![Op::ParkTimeout, Op::Wait(1)],
    ] {
        let mut program = program(true, &[&waits]);
        program.spurious = true;
        agrees(&program);
    }
}

/// A scope panics if one of its threads did that was not joined; its own thread then panics too.
#[test]
fn a_panic_leaves_a_nested_scope() {
    for ops in [[Op::Panic], [Op::PanicIf(0)]] {
        let mut program = with_main(&[Op::Fetch(Fetch::Add, 0, 1)], &[&[], &ops]);
        (program.start, program.joins) = (Start::Nested, false);
        program.parents = vec![0, 0, 1];
        agrees(&program);
    }
}

/// A look at the channel came after the message that took the last room, and hid that a thread waits for it.
#[test]
fn a_look_does_not_hide_what_a_thread_waits_for() {
    let main = [Op::Send(0), Op::Send(0), Op::IsFull(0)];
    let mut program = with_main(&main, &[&[Op::Send(0), Op::DropReceiver(0)]]);
    program.capacities = [Some(2), Some(1)];
    agrees(&program);
}

/// A sender that waits for room goes on after a receive or after the close: only the second was explored.
#[test]
fn a_close_does_not_hide_that_a_sender_had_room_before() {
    let mut program = program(
        true,
        &[&[Op::Send(GO)], &[Op::Send(GO), Op::Close], &[Op::Recv(GO)]],
    );
    program.capacities = [Some(0), Some(1)];
    agrees(&program);
}

/// A recursive reader that went in beside a writer that waits was told to come after the end of that wait.
#[test]
fn a_recursive_reader_beside_a_writer_does_not_come_after_it() {
    let gives_up = [Op::TryReadFor(RECURSIVE), Op::TryWriteFor(RECURSIVE)];
    agrees(&Program {
        capacities: [Some(0), Some(1)],
        ..program(true, &[&gives_up, &[Op::Read(RECURSIVE)]])
    });
}

/// The interpreter let main panic before anything else could happen, and keep it from that.
#[test]
fn others_may_keep_main_from_a_panic() {
    agrees(&with_main(
        &[Op::CallOnce],
        &[&[Op::CallOnceForce], &[Op::PanicOnce]],
    ));
}
