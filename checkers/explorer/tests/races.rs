//! Races on plain memory.

mod support;

use explorer::{Access, Config, End, Failure, Finish, explore};
use std::cell::Cell;
use std::rc::Rc;
use support::{Atomic, Mutex, Plain, catalogue, join_all, spawn};

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

#[test]
fn unordered_accesses_to_plain_memory_are_a_race_in_the_first_execution() {
    let end = failure(|| {
        let memory = Plain::new(0);
        let theirs = memory.clone();
        let writes = spawn(move || theirs.set(1));
        memory.get();
        join_all(vec![writes]);
    });
    assert!(
        matches!(
            end.end,
            End::DataRace {
                threads: (0, 1),
                ..
            }
        ),
        "{end:?}"
    );
    assert_eq!(end.run, 0);
}

#[test]
fn what_a_thread_does_after_it_unlocked_is_not_ordered_by_the_lock() {
    let late = |early: bool| {
        move || {
            let (mutex, memory) = (Mutex::new(), Plain::new(0));
            let (theirs, written) = (mutex.clone(), memory.clone());
            let writes = spawn(move || {
                let guard = theirs.lock();
                if early {
                    written.set(1);
                }
                drop(guard);
                if !early {
                    written.set(1);
                }
            });
            let guard = mutex.lock();
            memory.get();
            drop(guard);
            join_all(vec![writes]);
            // The thread's last access comes before the join.
            memory.set(2);
        }
    };
    holds(late(true));
    let end = failure(late(false)).end;
    assert!(matches!(end, End::DataRace { .. }), "{end:?}");
}

#[test]
fn a_release_without_a_step_publishes_what_came_before_it() {
    let model = |early: bool| {
        move || {
            let (memory, released) = (Plain::new(0), Rc::new(Cell::new(None)));
            let (written, releases) = (memory.clone(), released.clone());
            let writes = spawn(move || {
                if early {
                    written.set(1);
                }
                releases.set(Some(explorer::now()));
                if !early {
                    written.set(1);
                }
            });
            let guard = released.clone();
            explorer::step("wait", &[], move || guard.get().is_some());
            explorer::after(released.get().expect("the guard held"));
            memory.get();
            join_all(vec![writes]);
        }
    };
    holds(model(true));
    let end = failure(model(false)).end;
    assert!(matches!(end, End::DataRace { .. }), "{end:?}");
}

/// Both moments are told, in either order.
#[test]
fn of_two_moments_of_a_cause_the_later_counts() {
    for later_first in [false, true] {
        holds(move || {
            let (memory, told) = (Plain::new(0), Rc::new(Cell::new(None)));
            let (written, tells) = (memory.clone(), told.clone());
            let writes = spawn(move || {
                let early = explorer::now();
                written.set(1);
                tells.set(Some((early, explorer::now())));
            });
            let guard = told.clone();
            explorer::step("wait", &[], move || guard.get().is_some());
            let (early, late) = told.get().expect("the guard held");
            let moments = [early, late];
            for place in [usize::from(later_first), usize::from(!later_first)] {
                explorer::after(moments[place]);
            }
            memory.get();
            join_all(vec![writes]);
        });
    }
}

#[test]
fn a_thread_comes_after_what_was_done_before_it_was_spawned_and_not_after_what_follows() {
    let model = |early: bool| {
        move || {
            let memory = Plain::new(0);
            if early {
                memory.set(1);
            }
            let read = memory.clone();
            let reads = spawn(move || {
                read.get();
            });
            if !early {
                memory.set(1);
            }
            join_all(vec![reads]);
        }
    };
    holds(model(true));
    let end = failure(model(false)).end;
    assert!(matches!(end, End::DataRace { .. }), "{end:?}");
}

/// A step that says late what it touches publishes what its thread did in it up to then.
#[test]
fn what_a_step_did_before_it_touched_an_object_late_is_ordered_by_that() {
    let model = |wild: bool, early: bool| {
        move || {
            let (flag, memory) = (Atomic::new(0), Plain::new(0));
            let (sets, written) = (flag.clone(), memory.clone());
            let writes = spawn(move || {
                if early {
                    written.set(1);
                }
                match wild {
                    true => explorer::wild(),
                    false => explorer::touch((sets.object(), Access::EXCLUSIVE)),
                }
                sets.bump();
                if !early {
                    written.set(1);
                }
            });
            if flag.load() == 1 {
                memory.get();
            }
            join_all(vec![writes]);
        }
    };
    for wild in [false, true] {
        holds(model(wild, true));
        let end = failure(model(wild, false)).end;
        assert!(matches!(end, End::DataRace { .. }), "{end:?}");
    }
}

#[test]
fn reads_of_memory_are_no_race() {
    holds(|| {
        let memory = Plain::new(0);
        let theirs = memory.clone();
        let reads = spawn(move || {
            theirs.get();
        });
        memory.get();
        join_all(vec![reads]);
    });
}

#[test]
fn accesses_that_a_lock_orders_are_no_race() {
    holds(|| catalogue::lockers(3));
}

#[test]
fn a_race_that_takes_a_certain_order_is_found() {
    let end = failure(|| {
        let (flag, memory) = (Atomic::new(0), Plain::new(0));
        let (sets, writes) = (flag.clone(), memory.clone());
        let other = spawn(move || {
            writes.set(1);
            sets.store(1);
            sets.store(2);
        });
        if flag.load() != 1 {
            // Wrong: before the first store too.
            memory.get();
        }
        join_all(vec![other]);
    });
    assert!(matches!(end.end, End::DataRace { .. }), "{end:?}");
}
