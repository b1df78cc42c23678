//! The wait group: `wait` returns after every member has left and never before, and what they did is
//! visible then. One model over the technique, its steps and the checked type of crossbeam's.

use crate::model::{self, Check, Named, Report, note};
use crate::sync::cell::UnsafeCell;
use crate::sync::{Arc, Mutex, thread};
use crate::{steps, sync, wait_group};

/// What the members did.
struct Work {
    /// Names, in the order in which they were done.
    done: Mutex<String>,
    /// Written by the first worker without a lock: only the group orders it against main.
    result: UnsafeCell<u32>,
}

// SAFETY: loom finds two accesses at once, if there are any.
unsafe impl Sync for Work {}

impl Work {
    fn new() -> Arc<Work> {
        Arc::new(Work {
            done: Mutex::new(String::new()).named("done"),
            result: UnsafeCell::new(0),
        })
    }

    fn perform(&self, name: &str) {
        if name == "a" {
            // SAFETY: as above.
            self.result.with_mut(|result| unsafe { *result = 42 });
        }
        *self.done.lock() += name;
    }

    /// What a waiting thread finds when it resumes.
    fn look(&self, members: usize) -> String {
        note("resumes");
        // SAFETY: as above.
        let result = self.result.with(|result| unsafe { *result });
        assert_eq!(result, 42, "what was done before is not visible");
        let done = self.done.lock().clone();
        assert_eq!(done.len(), members, "wait returned too early: {done:?}");
        done
    }
}

const NAMES: [&str; 4] = ["a", "b", "c", "d"];

fn worker(name: &str, body: impl FnOnce() + Send + 'static) -> thread::JoinHandle<()> {
    let worker = thread::Builder::new().name(format!("worker {name}"));
    worker.spawn(body).unwrap()
}

/// Waits for so many workers with a group whose members are clones.
macro_rules! clones {
    ($($group:ident)::+) => {
        |members| {
            let work = Work::new();
            let group = $($group)::+::WaitGroup::new();
            let workers = NAMES[..members].iter().map(|name| {
                let (work, member) = (work.clone(), group.clone());
                worker(name, move || {
                    work.perform(name);
                    drop(member);
                })
            });
            let workers: Vec<_> = workers.collect();
            group.wait();
            let done = work.look(members);
            workers.into_iter().for_each(|worker| worker.join().unwrap());
            done
        }
    };
}

/// Waits for so many workers with a group that has Go's calls.
macro_rules! calls {
    ($($group:ident)::+) => {
        |members| {
            let work = Work::new();
            let group = $($group)::+::WaitGroup::default();
            let workers = NAMES[..members].iter().map(|name| {
                group.add();
                let (work, group) = (work.clone(), group.clone());
                worker(name, move || {
                    work.perform(name);
                    group.done();
                })
            });
            let workers: Vec<_> = workers.collect();
            group.wait();
            let done = work.look(members);
            workers.into_iter().for_each(|worker| worker.join().unwrap());
            done
        }
    };
}

type Run = fn(usize) -> String;

fn workers(id: &str, run: Run, members: usize) -> Report {
    Check::new(id).run(move || run(members))
}

fn one_worker(id: &str, run: Run) -> Report {
    workers(id, run, 1)
}

fn two_workers(id: &str, run: Run) -> Report {
    workers(id, run, 2)
}

#[test]
fn wait_group_with_two_threads() {
    one_worker("03/wait-group", clones!(wait_group))
        .holds()
        .reaches([r#""a""#])
        .is_contended()
        .is_recorded();
}

#[test]
fn wait_group_with_three_threads() {
    two_workers("03/wait-group-three-threads", clones!(wait_group))
        .holds()
        .reaches([r#""ab""#, r#""ba""#])
        .is_contended()
        .is_recorded();
}

fn wait_groups_of_three() {
    for (id, run) in [
        ("03/wait-group-three", clones!(wait_group) as Run),
        ("03/crossbeam-three", clones!(sync)),
    ] {
        workers(id, run, 3)
            .holds()
            .reaches([
                r#""abc""#, r#""acb""#, r#""bac""#, r#""bca""#, r#""cab""#, r#""cba""#,
            ])
            .is_contended()
            .is_recorded();
    }
}

#[test]
#[ignore = "over a second in a debug build: CI checks it with the explorer"]
fn wait_groups_of_four() {
    for (id, run) in [
        ("03/wait-group-four", clones!(wait_group) as Run),
        ("03/crossbeam-four", clones!(sync)),
    ] {
        let report = workers(id, run, 4);
        report.holds().is_contended().is_recorded();
        assert_eq!(report.outcomes().len(), 24);
    }
}

model::larger!(wait_groups_of_three);

#[test]
fn wait_group_survives_spurious_wakeups() {
    Check::new("03/wait-group-spurious")
        .spurious_wakeups()
        .run(|| (clones!(wait_group) as Run)(1))
        .holds()
        .reaches([r#""a""#])
        .is_contended()
        .is_recorded();
}

/// Two threads that wait for each other: each leaves the group when it begins to wait.
macro_rules! both_wait {
    ($($group:ident)::+) => {
        || {
            let work = Work::new();
            let group = $($group)::+::WaitGroup::new();
            let (theirs, member) = (work.clone(), group.clone());
            let other = worker("b", move || {
                theirs.perform("b");
                member.wait();
                theirs.look(2);
            });
            work.perform("a");
            group.wait();
            let done = work.look(2);
            other.join().unwrap();
            done
        }
    };
}

#[test]
fn every_member_may_wait() {
    Check::new("03/wait-group-both-wait")
        .run(both_wait!(wait_group))
        .holds()
        .reaches([r#""ab""#, r#""ba""#])
        .is_contended()
        .is_recorded();
}

#[test]
fn a_scope_waits_for_its_threads() {
    Check::new("03/step-scoped")
        .run(|| {
            let work = Work::new();
            let returned = steps::s0_scoped::run_all(&NAMES[..2], |name| {
                work.perform(name);
                *name
            });
            assert_eq!(returned, ["a", "b"], "results in the order of the tasks");
            work.look(2)
        })
        .holds()
        .reaches([r#""ab""#, r#""ba""#])
        .is_contended()
        .is_recorded();
}

#[test]
fn the_steps_hold_too() {
    for (id, run) in [
        ("03/step-counting", calls!(steps::s1_counting) as Run),
        ("03/step-sleeping", calls!(steps::s2_sleeping)),
    ] {
        one_worker(id, run)
            .holds()
            .reaches([r#""a""#])
            .is_contended()
            .is_recorded();
    }
}

#[test]
fn crossbeams_twin_comes_to_the_same() {
    one_worker("03/crossbeam", clones!(sync))
        .holds()
        .reaches([r#""a""#])
        .is_contended()
        .is_recorded();
    two_workers("03/crossbeam-three-threads", clones!(sync))
        .holds()
        .reaches([r#""ab""#, r#""ba""#])
        .is_contended()
        .is_recorded();
    Check::new("03/crossbeam-both-wait")
        .run(both_wait!(sync))
        .holds()
        .reaches([r#""ab""#, r#""ba""#])
        .is_contended()
        .is_recorded();
}
