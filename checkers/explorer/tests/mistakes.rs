//! Mistakes that were made in an earlier sketch of this engine, each with the model that shows it.

mod support;

use explorer::{Access, Config, Mode, Object, Report, explore};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;
use support::programs::{self, Program};
use support::{Atomic, Channel, Mutex, catalogue, compare, join, join_all, spawn};

fn reduced(model: impl Fn() + 'static) -> Report {
    let config = compare::config(Mode::Reduced);
    explore(&config, model, |_| ())
}

/// One stores; another touches the number only if it chooses to.
fn chooses_to_look() {
    let number = Atomic::new(0);
    let theirs = number.clone();
    let stores = spawn(move || theirs.store(1));
    let chooses = spawn(move || {
        explorer::step("chooses", &[], || true);
        if explorer::choose(2) == 1 {
            explorer::touch((number.object(), Access::READ));
            explorer::outcome(format!("saw {}", number.peek()));
        }
    });
    join_all(vec![stores, chooses]);
}

#[test]
fn a_step_that_runs_again_with_another_answer_races_too() {
    compare::agree("chooses to look", chooses_to_look);
    let report = reduced(chooses_to_look);
    // It does not look; it looks before the store; it looks after it.
    assert_eq!(report.traces.len(), 3, "{report:?}");
    assert!(report.outcomes.contains_key("saw 0"), "{report:?}");
}

#[test]
fn a_step_sleeps_by_what_any_of_its_answers_touches() {
    let model = || {
        let number = Atomic::new(0);
        let theirs = number.clone();
        let chooses = spawn(move || {
            explorer::step("chooses", &[], || true);
            // The last answer touches nothing.
            if explorer::choose(2) == 0 {
                explorer::touch((number.object(), Access::READ));
                explorer::outcome(format!("saw {}", number.peek()));
            }
        });
        let stores = spawn(move || theirs.store(1));
        join_all(vec![chooses, stores]);
    };
    compare::agree("looks at the first answer", model);
    assert_eq!(reduced(model).traces.len(), 3);
}

#[test]
fn a_yield_waits_for_what_was_touched_up_to_its_announcement() {
    compare::agree("spin", catalogue::spin);
    let report = reduced(catalogue::spin);
    // The store comes before one of the four loads, or before the fourth yield, which waits for it.
    assert_eq!(report.traces.len(), 5, "{report:?}");
}

/// A place for one message. All that is done to it conflicts.
#[derive(Clone)]
struct Slot(Object, Rc<Cell<Option<u32>>>);

impl Slot {
    fn put(&self, message: u32) {
        let slot = self.1.clone();
        explorer::step("put", &[(self.0, Access::EXCLUSIVE)], move || {
            slot.get().is_none()
        });
        self.1.set(Some(message));
    }

    fn take(&self) -> u32 {
        let slot = self.1.clone();
        explorer::step("take", &[(self.0, Access::EXCLUSIVE)], move || {
            slot.get().is_some()
        });
        self.1.take().expect("the guard held")
    }
}

/// Two put into one slot, main takes both.
fn two_puts_and_a_slot() {
    let slot = Slot(explorer::object(), Rc::default());
    let putters = [1, 2].map(|message| {
        let slot = slot.clone();
        spawn(move || slot.put(message))
    });
    explorer::outcome(format!("{} {}", slot.take(), slot.take()));
    join_all(putters.into());
}

#[test]
fn a_race_is_not_hidden_by_the_step_that_enables_again() {
    // The first put keeps the second from running, the take lets it run, and conflicts with both.
    compare::agree("two puts and a slot", two_puts_and_a_slot);
    let report = reduced(two_puts_and_a_slot);
    assert_eq!(report.traces.len(), 2, "{report:?}");
    assert!(report.outcomes.keys().eq(["1 2", "2 1"]), "{report:?}");
}

/// Two send to a buffer of one, and a third takes out at most one message.
fn two_senders_and_a_try() {
    let channel = Channel::new(1);
    let senders = [1, 2].map(|message| {
        let channel = channel.clone();
        spawn(move || channel.send(message))
    });
    let tries = spawn(move || {
        let _ = channel.try_receive();
    });
    join_all(senders.into_iter().chain([tries]).collect());
}

#[test]
fn a_race_with_a_step_that_never_runs_is_seen() {
    compare::agree("two senders and a try", two_senders_and_a_try);
    let report = reduced(two_senders_and_a_try);
    // The try comes first, and the second sender, either one, waits forever; or it comes after
    // the first send, of either.
    assert_eq!(report.traces.len(), 4, "{report:?}");
    assert_eq!(report.failures, 2, "{report:?}");
}

#[test]
fn a_race_is_not_hidden_by_a_cause() {
    // Every order of the messages, for every capacity.
    for (senders, orders) in [(2, 2), (3, 6)] {
        for capacity in 1..=3 {
            let report = reduced(move || catalogue::gather(senders, capacity));
            assert_eq!(report.outcomes.len(), orders, "{report:?}");
            assert_eq!(report.traces.len(), orders, "{report:?}");
        }
    }
}

/// A thread panics after it locked; of several, those that it unlocks first concern no other thread.
fn panics_with_locks(locks: usize) {
    let mutex = Mutex::new();
    let theirs = mutex.clone();
    let panics = spawn(move || {
        let _guard = theirs.lock();
        let others = [(); 2].map(|()| Mutex::new());
        let _others: Vec<_> = others.iter().take(locks - 1).map(Mutex::lock).collect();
        Atomic::new(0).store(1);
        panic!("as it should");
    });
    let tries = spawn(move || {
        let got = mutex.try_lock().is_some();
        explorer::outcome(if got { "got it" } else { "held" });
    });
    assert!(join(panics).is_err());
    join_all(vec![tries]);
}

#[test]
fn what_a_panic_drops_conflicts_with_everything() {
    explorer::quiet_panics();
    for locks in 1..=3 {
        compare::agree("panics with locks", move || panics_with_locks(locks));
        let report = reduced(move || panics_with_locks(locks));
        let outcomes: BTreeSet<_> = report.outcomes.keys().map(String::as_str).collect();
        assert_eq!(outcomes, BTreeSet::from(["got it", "held"]));
    }
}

/// Programs that showed that the end of an execution keeps a timer from firing: the search must go
/// on as if it fired, and then as if it did not.
#[test]
fn a_timer_that_an_end_keeps_from_firing_races_with_what_it_keeps_from_looking() {
    use programs::Op::{FetchAdd, Guarded, Spin, Store, Timer};
    explorer::quiet_panics();
    let threads = [
        // What the panic drops conflicts with the timer, though the end does not.
        vec![vec![Store(0, 2), Guarded(1)], vec![Timer]],
        vec![vec![Store(0, 2)], vec![Timer]],
        vec![vec![FetchAdd(0)], vec![Timer, Spin(1)]],
    ];
    for (threads, (joins, main_looks)) in
        threads
            .into_iter()
            .zip([(true, false), (true, true), (false, false)])
    {
        let program = Program {
            capacities: [1, 1],
            threads,
            joins,
            main_looks,
        };
        let all = |mode| {
            let notes = compare::notes();
            let seen = notes.clone();
            let model = programs::model(program.clone(), notes);
            let (found, report) = compare::run(&compare::config(mode), model, move || {
                format!("{:?}", seen.borrow())
            });
            assert!(report.is_complete());
            found
        };
        let graph = all(Mode::Graph { preemptions: None });
        assert_eq!(all(Mode::Reduced), graph, "{program:?}");
        assert_eq!(all(Mode::SleepSets), graph, "{program:?}");
    }
}

/// A step that touches what it learns only while it runs.
fn touches_late() {
    let number = Atomic::new(0);
    let theirs = number.clone();
    let touches = spawn(move || theirs.touched());
    let loads = spawn(move || explorer::outcome(number.load().to_string()));
    join_all(vec![touches, loads]);
}

#[test]
fn what_a_step_touches_late_conflicts() {
    compare::agree("touches late", touches_late);
    let report = reduced(touches_late);
    assert_eq!(report.traces.len(), 2, "{report:?}");
    assert_eq!(report.outcomes.len(), 2, "{report:?}");
}

#[test]
fn the_catalogue_is_the_same_in_all_modes() {
    explorer::quiet_panics();
    compare::agree("lockers", || catalogue::lockers(2));
    compare::agree("independent", || catalogue::independent(2));
    compare::agree("stores and loads", || catalogue::stores_and_loads(2, 1));
    compare::agree("adders", || catalogue::adders(3));
    compare::agree("pipe", || catalogue::pipe(3, 2));
    compare::agree("gather", || catalogue::gather(2, 1));
    compare::agree("hand-over", catalogue::hand_over);
    compare::agree("spin", catalogue::spin);
    compare::agree("lost update", || catalogue::lost_update(2));
    compare::agree("lock order", catalogue::lock_order);
}

#[test]
fn the_unreduced_search_is_the_whole_search() {
    let report = explore(
        &Config::new(Mode::Unreduced),
        || catalogue::independent(2),
        |_| (),
    );
    // Two threads of four steps each interleave in 8 over 4 ways. The first join comes after
    // thread 1 and the rest of main last: if thread 1 has k of thread 2's steps left when it is
    // done, there are k + 1 moments for it, and (7 - k over 3) ways to get there.
    let ways = (0..=4u64).map(|left| (left + 1) * choose(7 - left, 3));
    assert_eq!(report.complete, ways.sum::<u64>());
}

fn choose(n: u64, k: u64) -> u64 {
    (1..=k).fold(1, |ways, i| ways * (n - k + i) / i)
}
