//! Every way in which an execution can end.

mod support;

use explorer::{Config, End, Failure, Finish, Mode, Waiting, explore};
use std::cell::Cell;
use std::rc::Rc;
use support::{Atomic, Channel, Condvar, Mutex, catalogue, join, join_all, spawn, timer};

fn failure(model: impl Fn() + 'static) -> Failure {
    explorer::quiet_panics();
    let report = explore(&Config::default(), model, |_| ());
    assert_eq!(report.finish, Finish::Failure);
    report.failure.expect("the model fails")
}

fn holds(model: impl Fn() + 'static) {
    explorer::quiet_panics();
    let report = explore(&Config::default(), model, |_| ());
    assert!(report.is_complete(), "{report:?}");
    assert!(report.failure.is_none(), "{report:?}");
}

fn waiting(thread: usize, label: &'static str) -> Waiting {
    Waiting { thread, label }
}

#[test]
fn a_deadlock_names_what_each_waits_for() {
    let end = failure(catalogue::lock_order).end;
    let all = vec![waiting(0, "join"), waiting(1, "lock"), waiting(2, "lock")];
    assert_eq!(end, End::Deadlock(all));
}

#[test]
fn a_lost_wakeup_is_a_deadlock() {
    let end = failure(|| {
        let (mutex, condvar) = (Mutex::new(), Condvar::new());
        let notifier = condvar.clone();
        let notifies = spawn(move || notifier.notify_one());
        drop(condvar.wait(mutex.lock()));
        join_all(vec![notifies]);
    });
    assert_eq!(end.end, End::Deadlock(vec![waiting(0, "woken")]));
}

#[test]
fn a_spin_that_nobody_ends_makes_no_progress() {
    let end = failure(|| {
        let flag = Atomic::new(0);
        while flag.load() == 0 {
            explorer::yield_now();
        }
    });
    assert_eq!(end.end, End::NoProgress(vec![waiting(0, "yield")]));
}

#[test]
fn two_that_wait_for_each_other_by_failing_tries_make_no_progress() {
    let report = failure(|| {
        let (one, two) = (Atomic::new(0), Atomic::new(0));
        let (mine, yours) = (one.clone(), two.clone());
        let spins = spawn(move || {
            while !mine.exchange(1, 0) {
                explorer::yield_now();
            }
            yours.store(1);
        });
        while !two.exchange(1, 0) {
            explorer::yield_now();
        }
        one.store(1);
        join_all(vec![spins]);
    });
    let all = vec![waiting(0, "yield"), waiting(1, "yield")];
    assert_eq!(report.end, End::NoProgress(all));
}

/// No other thread changes anything, and each iteration does some of the work.
#[test]
fn who_works_by_itself_and_yields_gets_somewhere() {
    fn works(number: &Atomic) {
        for _ in 0..5 {
            number.fetch_add(1);
            explorer::yield_now();
        }
    }
    holds(|| works(&Atomic::new(0)));
    // Beside a thread that waits for it, and beside one that does the same elsewhere.
    holds(|| {
        let number = Atomic::new(0);
        let worker = spawn(move || works(&number));
        join_all(vec![worker]);
    });
    let config = Config {
        traces: true,
        ..Config::default()
    };
    let apart = || {
        let (one, two) = (Atomic::new(0), Atomic::new(0));
        let other = spawn(move || works(&one));
        works(&two);
        join_all(vec![other]);
    };
    for mode in [Mode::Reduced, Mode::SleepSets, Mode::Unreduced] {
        let config = Config {
            mode,
            ..config.clone()
        };
        let report = explore(&config, apart, |_| ());
        assert!(
            report.is_complete() && report.failure.is_none(),
            "{report:?}"
        );
        // They have nothing to do with each other: one trace.
        assert_eq!(report.traces.len(), 1);
    }
}

#[test]
fn what_a_thread_changes_itself_does_not_wake_it() {
    for commutes in [false, true] {
        let end = failure(move || {
            let (flag, turns) = (Atomic::new(0), Atomic::new(0));
            while flag.load() == 0 {
                match commutes {
                    true => turns.add(1),
                    false => turns.store(1),
                }
                explorer::yield_now();
            }
        });
        assert_eq!(end.end, End::NoProgress(vec![waiting(0, "yield")]));
    }
}

#[test]
fn tries_that_fail_do_not_wake_each_other() {
    let end = failure(|| {
        let number = Atomic::new(0);
        let tries = |number: Atomic| {
            while !number.exchange(1, 2) {
                explorer::yield_now();
            }
        };
        let theirs = number.clone();
        let other = spawn(move || tries(theirs));
        tries(number);
        join_all(vec![other]);
    });
    let all = vec![waiting(0, "yield"), waiting(1, "yield")];
    assert_eq!(end.end, End::NoProgress(all));
}

#[test]
fn a_spin_without_a_yield_hits_the_step_bound() {
    let end = failure(|| {
        let flag = Atomic::new(0);
        while flag.load() == 0 {}
    });
    assert_eq!(end.end, End::StepBound);
    assert!(end.steps.len() > 2_000);
}

#[test]
fn a_yield_that_waits_for_nothing_hits_the_step_bound() {
    assert_eq!(
        failure(|| loop {
            explorer::yield_now();
        })
        .end,
        End::StepBound
    );
}

#[test]
fn a_thread_that_nobody_joins_is_left_running() {
    let end = failure(|| {
        spawn(|| ());
    });
    assert_eq!(end.end, End::LeftRunning(vec![1]));
}

#[test]
fn a_thread_may_outlive_main_where_that_is_allowed() {
    let config = Config {
        may_outlive_main: true,
        ..Config::default()
    };
    let number = Rc::new(Cell::new(0));
    let shared = number.clone();
    let model = move || {
        let shared = shared.clone();
        spawn(move || {
            explorer::step("works", &[], || true);
            shared.set(shared.get() + 1);
        });
    };
    let report = explore(&config, model, |_| ());
    assert!(
        report.is_complete() && report.failure.is_none(),
        "{report:?}"
    );
    assert_eq!(number.get(), report.runs, "it works in every execution");
    let report = explore(
        &config,
        || {
            let channel = Channel::new(1);
            spawn(move || assert_eq!(channel.receive(), 1));
        },
        |_| (),
    );
    let end = report.failure.expect("it waits forever").end;
    assert_eq!(end, End::Deadlock(vec![waiting(1, "receive")]));
}

#[test]
fn a_panic_in_main_is_a_failure() {
    let end = failure(|| panic!("main {}", "panics")).end;
    let message = "main panics".into();
    assert_eq!(end, End::Panic { thread: 0, message });
}

#[test]
fn a_panic_in_a_thread_is_for_who_joins_it() {
    holds(|| {
        let thread = spawn(|| panic!("handed over"));
        assert_eq!(join(thread), Err("handed over".into()));
    });
}

#[test]
fn a_panic_that_nobody_joins_is_a_failure() {
    let end = failure(|| {
        let thread = spawn(|| std::panic::panic_any(7));
        let done = thread.done;
        explorer::step("waits", &[], move || {
            done.load(std::sync::atomic::Ordering::SeqCst)
        });
        explorer::after(explorer::now());
    });
    // It neither joins nor says what it comes after.
    assert!(matches!(end.end, End::WrongTwin(_)), "{end:?}");
}

#[test]
fn a_panic_before_main_returns_is_a_failure_of_that_thread() {
    let end = failure(|| {
        let channel = Channel::new(1);
        let theirs = channel.clone();
        // It is over with the step that sends: main cannot return before.
        spawn(move || {
            theirs.send(1);
            panic!("never taken");
        });
        channel.receive();
    });
    let message = "never taken".into();
    assert_eq!(end.end, End::Panic { thread: 1, message });
}

#[test]
fn a_timer_may_fire_at_any_moment_or_never() {
    let model = || {
        let fired = Atomic::new(0);
        let theirs = fired.clone();
        let touches = vec![(fired.object(), explorer::Access::EXCLUSIVE)];
        timer("fires", touches, move || theirs.bump());
        explorer::outcome(format!("{} {}", fired.load(), fired.load()));
    };
    let report = explore(&support::compare::config(Mode::Reduced), model, |_| ());
    let outcomes: Vec<_> = report.outcomes.keys().collect();
    assert_eq!(outcomes, ["0 0", "0 1", "1 1"]);
    // Not a fourth one in which it fires when main is done: no thread could tell.
    assert_eq!(report.traces.len(), 3);
    support::compare::agree("timer", model);
}
