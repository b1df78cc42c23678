//! The same, on what time does.

use super::{agrees, program, select, with_main};
use crate::language::{Arm, Fetch, Op};
use crate::sides::{self, Compared};

/// What the second announced depended on a look at the timer that its steps did not declare.
#[test]
fn two_threads_may_receive_from_one_timer() {
    agrees(&program(
        true,
        &[&[Op::RecvTimer(0)], &[Op::TryRecvTimer(0)]],
    ));
    agrees(&program(
        true,
        &[&[Op::RecvTimer(1)], &[Op::RecvTimer(1), Op::RecvTimer(1)]],
    ));
}

/// A ticker that fires only when nobody else can go on could fire beside a thread that yields, and
/// after its yield could not: by no step that it conflicted with.
#[test]
fn a_yield_takes_the_last_chance_of_a_ticker() {
    let ticks = [Op::RecvTimer(1), Op::RecvTimer(1), Op::RecvTimer(1)];
    agrees(&program(true, &[&ticks, &[Op::Yield, Op::Lock(0)]]));
}

/// The interpreter let a ticker fire early no more often than the checkers do; the real one ticks.
#[test]
fn a_real_ticker_does_not_wait_until_nothing_else_can_happen() {
    let tick = || select(&[Arm::Timer(1)]);
    let last = select(&[Arm::Recv(0), Arm::Timer(1)]);
    let compared = sides::real(&program(true, &[&[tick(), tick(), last]]), 50);
    assert!(matches!(compared, Compared::Agrees), "{compared:?}");
}

/// A ticker that has fired early often enough does not know how late it is in another thread: what
/// the interpreter concluded from that is not for the checker to find.
#[test]
fn the_third_tick_does_not_count_on_the_time_of_another_thread() {
    agrees(&program(
        true,
        &[
            &[Op::TryRecvTimer(1), Op::ParkTimeout],
            &[Op::TryRecvTimer(1), Op::TryRecvTimer(1)],
        ],
    ));
}

/// The end of a sleep was counted from the time of all threads, when the thread began.
#[test]
fn a_sleep_ends_at_its_own_time() {
    let mut program = program(
        true,
        &[
            &[Op::Sleep, Op::TryRecvTimer(1)],
            &[Op::TryRecvTimer(1), Op::Now],
        ],
    );
    program.capacities = [Some(0), Some(1)];
    agrees(&program);
}

/// A ticker counted from the time that its last receiver knew of, which is earlier than it was.
#[test]
fn who_did_not_receive_the_last_tick_does_not_know_when_the_next_is_due() {
    agrees(&program(
        true,
        &[
            &[select(&[Arm::Timer(1)])],
            &[Op::LenTimer(0), Op::Sleep, Op::LenTimer(1)],
        ],
    ));
}

#[test]
fn a_timer_that_fired_keeps_a_select_from_the_clock() {
    let timer = select(&[Arm::Timer(0)]);
    agrees(&program(
        true,
        &[&[timer], &[Op::Sleep, Op::RecvTimer(0)], &[Op::Now]],
    ));
}

/// The look comes before the try, and the try before the lock is free: both were left for elsewhere.
#[test]
fn a_lock_that_is_free_keeps_a_try_from_the_clock() {
    agrees(&with_main(
        &[Op::WaitGroup, Op::Now],
        &[
            &[Op::TryLockFor(0)],
            &[
                Op::Lock(0),
                Op::Fetch(Fetch::Add, 0, 1),
                Op::Done,
                Op::Unlock(0),
            ],
        ],
    ));
}

#[test]
fn who_waits_when_a_step_took_its_chance_might_touch_the_clock() {
    agrees(&with_main(
        &[Op::RecvTimer(0)],
        &[&[Op::Now], &[Op::Sleep, Op::TryRecvTimer(0)]],
    ));
    agrees(&program(
        true,
        &[
            &[Op::LenTimer(1)],
            &[Op::RecvTimer(0), Op::LenTimer(1)],
            &[Op::Now],
        ],
    ));
}
