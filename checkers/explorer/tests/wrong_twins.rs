//! Twins that break a rule are told so where an execution shows it; else only a search that reduces
//! nothing tells.

mod support;

use explorer::{Access, Config, End, Mode, Object, explore};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use support::{Channel, compare, join_all, spawn};

const REDUCING: [Mode; 3] = [
    Mode::Reduced,
    Mode::SleepSets,
    Mode::Graph { preemptions: None },
];

#[track_caller]
fn is_told(mode: Mode, rule: &str, model: impl Fn() + 'static) {
    let report = explore(&compare::config(mode.clone()), model, |_| ());
    let end = report.failure.map(|failure| failure.end);
    let Some(End::WrongTwin(text)) = end else {
        panic!("{mode:?}: {rule} is broken, and the search says {end:?}");
    };
    assert!(text.contains(rule), "{text}");
}

/// A permit that a thread acquires and releases.
#[derive(Clone)]
struct Permit {
    object: Object,
    access: Access,
    free: Rc<Cell<bool>>,
}

impl Permit {
    fn new(access: Access) -> Self {
        Permit {
            object: explorer::object(),
            access,
            free: Rc::new(Cell::new(true)),
        }
    }

    fn take(&self) {
        let free = self.free.clone();
        explorer::step("take", &[(self.object, self.access)], move || free.get());
        self.free.set(false);
    }

    fn release(&self) {
        explorer::step("release", &[], || true);
        self.free.set(true);
    }
}

fn permits(access: Access, gives_back: bool) -> impl Fn() {
    move || {
        let permit = Permit::new(access);
        let threads = [(); 2].map(|()| {
            let permit = permit.clone();
            let body = move || {
                permit.take();
                if gives_back {
                    permit.release();
                }
            };
            // Both announce at once: who announces what it cannot do yet shows nothing.
            explorer::spawn(false, Box::new(body))
        });
        join_all(threads.into());
    }
}

#[test]
fn to_disable_without_a_conflict_breaks_rule_2() {
    for mode in REDUCING {
        is_told(mode, "rule 2", permits(Access::UPDATE, false));
    }
}

#[test]
fn to_enable_without_a_cause_breaks_rule_3() {
    for mode in REDUCING {
        is_told(mode, "rule 3", permits(Access::EXCLUSIVE, true));
    }
    is_told(
        Mode::Random { seed: 1, runs: 50 },
        "rule 3",
        permits(Access::EXCLUSIVE, true),
    );
}

/// A buffer of one whose receiver does not tell that it frees the slot.
#[test]
fn a_freed_slot_without_its_cause_breaks_rule_3() {
    for mode in REDUCING {
        is_told(mode, "rule 3", || {
            let (head, tail) = (explorer::object(), explorer::object());
            let full = Rc::new(Cell::new(false));
            let sent = Rc::new(Cell::new(None));
            let (filled, told) = (full.clone(), sent.clone());
            let sender = spawn(move || {
                for _ in 0..2 {
                    let free = filled.clone();
                    explorer::step("send", &[(tail, Access::EXCLUSIVE)], move || !free.get());
                    filled.set(true);
                    told.set(Some(explorer::now()));
                }
            });
            let some = full.clone();
            explorer::step("receive", &[(head, Access::EXCLUSIVE)], move || some.get());
            explorer::after(sent.get().expect("sent"));
            full.set(false);
            join_all(vec![sender]);
        });
    }
}

/// Two steps that are told to commute, and after which another can go on, or not.
#[test]
fn merged_states_that_differ_break_rule_2() {
    is_told(Mode::Graph { preemptions: None }, "rule 2", || {
        let order = Rc::new(RefCell::new(vec![]));
        let threads = [1, 2].map(|name| {
            let order = order.clone();
            spawn(move || {
                explorer::step("comes", &[], || true);
                order.borrow_mut().push(name);
            })
        });
        let [first, second] = threads;
        let waits = spawn(move || {
            let order = order.clone();
            explorer::step("waits for 2, 1", &[], move || *order.borrow() == [2, 1]);
        });
        join_all(vec![first, second, waits]);
    });
}

/// What nothing but the unreduced search shows: each step could run in either order, and the twin
/// hides that the order matters.
#[test]
fn a_missing_footprint_shows_only_beside_the_unreduced_search() {
    let model = || {
        let number = Rc::new(Cell::new(0));
        let [one, two] = [1, 2].map(|name| {
            let number = number.clone();
            spawn(move || {
                explorer::step("stores", &[], || true);
                number.set(name);
            })
        });
        join_all(vec![one, two]);
        explorer::outcome(number.get().to_string());
    };
    let outcomes = |mode| {
        explore(&compare::config(mode), model, |_| ())
            .outcomes
            .len()
    };
    assert_eq!(outcomes(Mode::Reduced), 1);
    assert_eq!(outcomes(Mode::Unreduced), 2);
}

/// A flag that two may raise: who waits for it says who was first, which they do not conflict on.
#[test]
fn a_cause_that_tells_who_came_first_shows_only_beside_the_unreduced_search() {
    let model = || {
        let raised = Rc::new(Cell::new(None));
        let mut threads = vec![];
        for _ in 0..2 {
            let raised = raised.clone();
            threads.push(spawn(move || {
                explorer::step("raises", &[], || true);
                raised.set(raised.get().or(Some(explorer::now())));
            }));
        }
        let waits = raised.clone();
        explorer::step("waits", &[], move || waits.get().is_some());
        explorer::after(raised.get().expect("the guard held"));
        join_all(threads);
    };
    let traces = |mode| explore(&compare::config(mode), model, |_| ()).traces.len();
    assert_eq!(traces(Mode::Reduced), 1);
    assert_eq!(traces(Mode::Unreduced), 2);
}

#[test]
fn right_twins_are_not_told_anything() {
    let report = explore(
        &Config::default(),
        || {
            let channel = Channel::new(1);
            let sender = channel.clone();
            let sends = spawn(move || (0..3).for_each(|message| sender.send(message)));
            (0..3).for_each(|message| assert_eq!(channel.receive(), message));
            join_all(vec![sends]);
        },
        |_| (),
    );
    assert!(
        report.is_complete() && report.failure.is_none(),
        "{report:?}"
    );
}
