//! What is left of an execution that ended early goes away: no abort, no hang, no leak.

mod support;

use explorer::{Config, End, Mode, explore};
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use support::{Atomic, Channel, Mutex, compare, join, join_all, spawn};

/// Counts those that are alive; its destructor uses twins.
struct Busy {
    alive: Rc<Cell<i32>>,
    channel: Channel,
    mutex: Mutex,
}

impl Busy {
    fn new(alive: &Rc<Cell<i32>>) -> Self {
        alive.set(alive.get() + 1);
        Busy {
            alive: alive.clone(),
            channel: Channel::new(1),
            mutex: Mutex::new(),
        }
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.alive.set(self.alive.get() - 1);
        let _guard = self.mutex.lock();
        self.channel.try_send(1);
        explorer::yield_now();
        explorer::choose(2);
        if !explorer::active() {
            explorer::spawn(false, Box::new(|| unreachable!("it is over")));
        }
    }
}

/// Threads that wait forever with values whose destructors use twins.
fn waits_for_ever(alive: Rc<Cell<i32>>) -> impl Fn() + Clone {
    move || {
        let channel = Channel::new(1);
        let threads = [(); 2].map(|()| {
            let (channel, mine, captured) = (channel.clone(), alive.clone(), Busy::new(&alive));
            spawn(move || {
                let _busy = Busy::new(&mine);
                channel.receive();
                drop(captured);
            })
        });
        let busy = Busy::new(&alive);
        channel.send(1);
        join_all(threads.into());
        drop(busy);
    }
}

#[test]
fn destructors_that_use_twins_run_once_each() {
    for mode in [
        Mode::Reduced,
        Mode::SleepSets,
        Mode::Graph { preemptions: None },
        Mode::Random { seed: 1, runs: 20 },
    ] {
        let alive = Rc::new(Cell::new(0));
        let config = Config {
            max_runs: 300,
            ..compare::config(mode)
        };
        let report = explore(&config, waits_for_ever(alive.clone()), |_| ());
        assert_eq!(
            report.failures, report.complete,
            "they all end in a deadlock"
        );
        assert!(report.complete > 0);
        assert_eq!(alive.get(), 0);
    }
}

/// The panic drops the lock in a step of its own, not in the one that took it.
#[test]
fn others_see_the_lock_of_a_thread_that_is_about_to_panic() {
    explorer::quiet_panics();
    let report = explore(
        &Config::default(),
        || {
            let mutex = Mutex::new();
            let theirs = mutex.clone();
            let panics = spawn(move || {
                let _guard = theirs.lock();
                panic!("with the lock");
            });
            let taken = mutex.try_lock().is_some();
            assert!(join(panics).is_err());
            explorer::outcome(taken.to_string());
        },
        |_| (),
    );
    assert!(report.is_complete(), "{report:?}");
    assert!(report.outcomes.keys().eq(["false", "true"]), "{report:?}");
}

#[test]
fn destructors_that_use_twins_run_while_a_panic_unwinds() {
    explorer::quiet_panics();
    let alive = Rc::new(Cell::new(0));
    let mine = alive.clone();
    let model = move || {
        let alive = mine.clone();
        let number = Atomic::new(0);
        let theirs = number.clone();
        let thread = spawn(move || {
            let _busy = Busy::new(&alive);
            theirs.store(1);
            panic!("with a value that is busy");
        });
        let done = thread.done.clone();
        explorer::step("join", &[], move || {
            done.load(std::sync::atomic::Ordering::SeqCst)
        });
        assert!(explorer::joined(thread.thread).is_some());
        number.load();
    };
    let report = explore(&Config::default(), model, |_| ());
    assert!(
        report.is_complete() && report.failure.is_none(),
        "{report:?}"
    );
    assert_eq!(alive.get(), 0);
}

#[test]
fn a_thread_that_catches_all_panics_goes_nevertheless() {
    let model = || {
        let channel = Channel::new(1);
        let stubborn = spawn(move || {
            loop {
                let _ = catch_unwind(AssertUnwindSafe(|| channel.receive()));
            }
        });
        join_all(vec![stubborn]);
    };
    let report = explore(&Config::default(), model, |_| ());
    let end = report.failure.expect("it waits forever").end;
    assert!(matches!(end, End::Deadlock(_)), "{end:?}");
}

#[test]
fn a_panic_in_the_callback_leaves_nothing_behind() {
    explorer::quiet_panics();
    let alive = Rc::new(Cell::new(0));
    let model = waits_for_ever(alive.clone());
    let failed = catch_unwind(AssertUnwindSafe(|| {
        explore(&Config::default(), model, |_| panic!("in the callback"))
    }));
    assert!(failed.is_err());
    assert_eq!(alive.get(), 0);
    assert!(!explorer::active());
    let report = explore(&Config::default(), || (), |_| ());
    assert!(report.is_complete());
}

#[test]
fn twins_do_nothing_in_the_callback() {
    let report = explore(
        &Config::default(),
        || assert_eq!(Atomic::new(0).load(), 0),
        |_| {
            assert!(!explorer::active());
            explorer::yield_now();
        },
    );
    assert!(report.is_complete());
}

#[test]
#[should_panic(expected = "created outside a model")]
fn what_threads_share_cannot_be_made_outside_of_a_model() {
    explorer::object();
}

#[test]
fn threads_that_were_never_started_go_too() {
    let alive = Rc::new(Cell::new(0));
    let mine = alive.clone();
    let model = move || {
        let busy = Busy::new(&mine);
        explorer::spawn(false, Box::new(move || drop(busy)));
        panic!("before the thread could start");
    };
    explorer::quiet_panics();
    let report = explore(&Config::default(), model, |_| ());
    assert!(matches!(
        report.failure.map(|f| f.end),
        Some(End::Panic { .. })
    ));
    assert_eq!(alive.get(), 0);
}

#[test]
fn a_guard_that_panics_leaves_this_crate_usable() {
    explorer::quiet_panics();
    let failed = catch_unwind(AssertUnwindSafe(|| {
        let model = || {
            let channel = Channel::new(1);
            spawn(move || drop(vec![channel.receive()]));
            explorer::step("looks", &[], || panic!("in the guard"));
        };
        explore(&Config::default(), model, |_| ())
    }));
    assert!(failed.is_err());
    let report = explore(&Config::default(), || (), |_| ());
    assert!(report.is_complete() && report.failure.is_none());
}

/// A destructor that a failure runs calls twins that would wait forever, and one that panics if it
/// is told what cannot be.
#[test]
fn an_execution_ends_where_a_thread_says_that_it_has_failed() {
    explorer::quiet_panics();
    for mode in [
        Mode::Reduced,
        Mode::Unreduced,
        Mode::Graph { preemptions: None },
        Mode::Random { seed: 1, runs: 20 },
    ] {
        let config = Config {
            stop_at_failure: false,
            ..compare::config(mode)
        };
        let after = Rc::new(Cell::new(0));
        let mine = after.clone();
        let model = move || {
            let (number, after) = (Atomic::new(0), mine.clone());
            let theirs = number.clone();
            let thread = spawn(move || {
                theirs.store(1);
                theirs.store(2);
            });
            if number.load() == 1 {
                explorer::fail("it is 1");
                explorer::step("never", &[], || false);
                number.store(3);
                after.set(after.get() + 1);
                panic!("for this it is too late");
            }
            join_all(vec![thread]);
        };
        let mut ends = std::collections::BTreeMap::new();
        let report = explore(&config, model.clone(), |run| {
            *ends.entry(format!("{:?}", run.end)).or_insert(0) += 1;
            assert_eq!(
                run.failed(),
                run.steps.last().expect("a step").label == "load"
            );
        });
        let failed = r#"Panic { thread: 0, message: "it is 1" }"#;
        assert!(
            ends.keys().eq(["Done", failed]),
            "{:?}: {ends:?}",
            config.mode
        );
        assert_eq!(after.get(), 0, "the thread leaves with its next step");
        let failure = report.failure.expect("one that failed");
        let again = explore(&Config::new(Mode::Replay(failure.schedule)), model, |_| ());
        assert_eq!(again.failure.expect("again").end, failure.end);
    }
}
