//! The pool and its bugs: every task is run once and before `wait` returns, a failure and a panic are
//! reported once, and no more tasks run at a time than there are workers.

use crate::failure::Failure;
use crate::model::{self, Check, Named, Report, note};
use crate::pool::Pool;
use crate::sync::{Arc, Mutex};
use crate::traps::{add_inside, forgotten_done, ignored_errors, thread_per_file};
use checker::recording::FailureKind;
use std::panic::resume_unwind;
use std::sync::Mutex as Plain;

type Task = &'static str;

/// What the tasks did.
struct Journal {
    /// The tasks in the order in which they were done. A lock of the model's: each task has a step.
    done: Mutex<Vec<Task>>,
    under_way: Plain<usize>,
    /// The most that ever ran at the same time.
    most: Plain<usize>,
}

impl Journal {
    fn new() -> Arc<Self> {
        Arc::new(Journal {
            done: Mutex::new(vec![]).named("journal"),
            under_way: Plain::new(0),
            most: Plain::new(0),
        })
    }

    /// Does `task`. One whose name begins with `full` fails, and with `broken` panics.
    fn perform(&self, task: Task) -> Result<(), &'static str> {
        note(format!("begins {task:?}"));
        self.count(1);
        self.done.lock().push(task);
        self.count(-1);
        match task {
            "full" => Err("disk full"),
            // Not `panic!`: the checker reports a panic that no `join` returns.
            "broken" => resume_unwind(Box::new("broken")),
            _ => Ok(()),
        }
    }

    fn count(&self, change: isize) {
        let mut now = self.under_way.lock().unwrap();
        *now = now.strict_add_signed(change);
        let mut most = self.most.lock().unwrap();
        *most = (*most).max(*now);
    }
}

/// The tasks in the order in which they were done, and those that failed.
type Outcome = (String, Vec<Task>);

type Run = fn(Arc<Journal>, usize, &[Task]) -> Vec<Task>;

/// Submits all tasks to the pool, or to the functions of a bug, waits twice, and returns the tasks
/// that were reported as failed.
macro_rules! run {
    () => {
        run!(Pool::start)
    };
    ($start:path) => {
        run!($start, Pool::submit)
    };
    ($start:path, $submit:path) => {
        |journal: Arc<Journal>, jobs: usize, tasks: &[Task]| {
            let theirs = journal.clone();
            let work = move |task: &Task| theirs.perform(task);
            let mut pool = $start(jobs, work).unwrap();
            tasks.iter().for_each(|task| $submit(&mut pool, task));
            let told = names(pool.wait());
            note("resumes");
            check_work(&journal, jobs, tasks, &told);
            let again = names(pool.wait());
            assert!(again.is_empty(), "{again:?} reported again");
            told
        }
    };
}

fn names(failures: Vec<Failure<Task, &'static str>>) -> Vec<Task> {
    failures.iter().map(|failure| failure.task).collect()
}

/// What every crew must have done when `wait` returns.
fn check_work(journal: &Journal, jobs: usize, tasks: &[Task], told: &[Task]) {
    let most = *journal.most.lock().unwrap();
    assert!(most <= jobs, "{most} tasks ran at once, and {jobs} allowed");
    let done = journal.done.lock();
    for task in tasks {
        let times = count(&done, task);
        assert!(times > 0, "wait returned before {task:?} was done");
        assert!(times < 2, "{task:?} was done {times} times");
        let times = count(told, task);
        if ["full", "broken"].contains(task) {
            assert!(times > 0, "{task:?} failed, and no failure was reported");
            assert!(times < 2, "{task:?} failed, and was reported {times} times");
        } else {
            assert!(times == 0, "{task:?} was done, and was reported as failed");
        }
    }
}

fn count(tasks: &[Task], wanted: &Task) -> usize {
    tasks.iter().filter(|task| *task == wanted).count()
}

fn does(run: Run, jobs: usize, tasks: &[Task]) -> Outcome {
    let journal = Journal::new();
    let mut told = run(journal.clone(), jobs, tasks);
    told.sort_unstable();
    let done = journal.done.lock().join(" ");
    (done, told)
}

fn two_threads(id: &str, run: Run, tasks: &'static [Task]) -> Report {
    Check::new(id).run(move || does(run, 1, tasks))
}

#[test]
fn pool_with_two_threads() {
    two_threads("03/pool", run!(), &["a", "full"])
        .holds()
        .reaches([r#"("a full", ["full"])"#])
        .is_contended()
        .is_recorded();
}

#[test]
fn pool_survives_a_panic() {
    two_threads("03/pool-panic", run!(), &["broken", "a"])
        .holds()
        .reaches([r#"("broken a", ["broken"])"#])
        .is_contended()
        .is_recorded();
}

#[test]
fn pool_with_three_threads() {
    Check::new("03/pool-three-threads")
        .preemptions(2)
        .run(|| does(run!(), 2, &["full", "broken"]))
        .holds()
        .reaches([
            r#"("broken full", ["broken", "full"])"#,
            r#"("full broken", ["broken", "full"])"#,
        ])
        .is_contended()
        .is_recorded();
}

/// Three workers besides main, one of which has nothing to do: with a third task there are 54,828
/// schedules.
fn pool_with_four_threads() {
    Check::new("03/pool-three")
        .run(|| does(run!(), 3, &["full", "broken"]))
        .holds()
        .reaches([
            r#"("broken full", ["broken", "full"])"#,
            r#"("full broken", ["broken", "full"])"#,
        ])
        .is_contended()
        .is_recorded();
}

model::larger!(pool_with_four_threads);

#[test]
fn add_inside() {
    two_threads(
        "03/add-inside",
        run!(add_inside::Pool::start, add_inside::Pool::submit),
        &["a"],
    )
    .fails(FailureKind::Assertion, 0)
    .is_recorded();
}

#[test]
fn forgotten_done() {
    let run = run!(forgotten_done::start);
    two_threads("03/forgotten-done", run, &["full"])
        .fails(FailureKind::Deadlock, 0)
        .is_recorded();
}

#[test]
fn ignored_errors() {
    let run = run!(ignored_errors::start);
    two_threads("03/ignored-errors", run, &["full"])
        .fails(FailureKind::Assertion, 0)
        .is_recorded();
}

#[test]
fn thread_per_file() {
    let run = run!(thread_per_file::start, thread_per_file::submit);
    two_threads("03/thread-per-file", run, &["a", "b"])
        .fails(FailureKind::Assertion, 1)
        .is_recorded();
}
