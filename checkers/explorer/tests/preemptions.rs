//! What counts as a preemption: where a bound keeps others from running, and where it must not.

mod support;

use explorer::{Access, Config, Mode, Report, Schedule, explore};
use std::cell::Cell;
use std::rc::Rc;
use support::{Atomic, catalogue, join_all, spawn};

fn fewest(model: impl Fn() + 'static) -> Report {
    explorer::quiet_panics();
    explore(&Config::new(Mode::Fewest { most: 5 }), model, |_| ())
}

#[track_caller]
fn fails_without(model: impl Fn() + 'static) {
    let failure = fewest(model).failure.expect("it fails");
    assert_eq!(failure.preemptions, 0);
}

#[test]
fn to_leave_at_a_yield_or_to_a_timer_is_no_preemption() {
    let spins = || {
        let number = Atomic::new(0);
        let theirs = number.clone();
        let sets = spawn(move || theirs.store(1));
        while number.load() == 0 {
            explorer::yield_now();
        }
        join_all(vec![sets]);
        panic!("the flag was set");
    };
    let timer = || {
        let fired = Atomic::new(0);
        let theirs = fired.clone();
        let touches = vec![(fired.object(), Access::EXCLUSIVE)];
        support::timer("fires", touches, move || theirs.bump());
        assert!(fired.load() + fired.load() != 1, "between both looks");
    };
    // Main loads and is about to yield; the other starts and stores.
    let left = Config::new(Mode::Replay(Schedule(vec![0, 1, 1])));
    explore(&left, catalogue::spin, |run| assert_eq!(run.preemptions, 0));
    fails_without(spins);
    fails_without(timer);
}

/// The other has to run at a moment at which main could go on as well.
#[test]
fn a_bound_keeps_nobody_from_running_at_a_yield() {
    fails_without(|| {
        let number = Atomic::new(0);
        let theirs = number.clone();
        let adds = spawn(move || theirs.store(1));
        explorer::yield_now();
        assert_eq!(number.load(), 0, "it came at the yield");
        join_all(vec![adds]);
    });
}

#[test]
fn to_leave_who_waits_in_time_is_no_preemption() {
    let waits = |ready: bool| {
        move || {
            let (number, flag) = (Atomic::new(0), Rc::new(Cell::new(ready)));
            let theirs = number.clone();
            let adds = spawn(move || theirs.store(1));
            let touches = [(explorer::object(), Access::EXCLUSIVE)];
            explorer::step_when("waits in time", &touches, move || match flag.get() {
                true => explorer::Ready::Yes,
                false => explorer::Ready::InTime,
            });
            assert_eq!(number.load(), 0, "it came while main waited");
            join_all(vec![adds]);
        }
    };
    fails_without(waits(false));
    // What it waits for is there: it need not wait.
    let failure = fewest(waits(true)).failure.expect("it fails");
    assert_eq!(failure.preemptions, 1);
}
