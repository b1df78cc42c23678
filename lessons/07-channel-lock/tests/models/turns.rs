//! The crew, and the trap that sleeps instead of joining it: when `run` returns, every worker was inside,
//! and none still is.

use crate::model::{self, Check, Report, note};
use crate::room::Room;
use crate::semaphore::ChannelSemaphore;
use crate::sync::Arc;
use crate::turn::{CrewError, Step};
use crate::{crew, traps};
use checker::recording::FailureKind;

const NAMES: [&str; 5] = ["main", "worker 1", "worker 2", "worker 3", "worker 4"];

type StepFn = Box<dyn Fn(usize, Step) -> Result<(), &'static str> + Send + Sync>;

type Run = fn(usize, &Arc<ChannelSemaphore>, StepFn) -> Result<(), CrewError<&'static str>>;

/// Runs a crew through the room, in which the step of one worker, if any, fails.
fn turns(run: Run, workers: usize, permits: usize, broken: Option<usize>) -> String {
    let semaphore = Arc::new(ChannelSemaphore::new(permits));
    let room = Room::new(permits);
    let theirs = room.clone();
    let step: StepFn = Box::new(move |number, step| {
        match step {
            Step::Has if broken == Some(number) => {
                note("fails");
                return Err("broken");
            }
            Step::Has => theirs.come(NAMES[number]),
            Step::Releases => theirs.go(NAMES[number]),
            Step::Wants => {}
        }
        Ok(())
    });
    let ended = run(workers, &semaphore, step);
    note("run has returned");
    let told = matches!(ended, Err(CrewError::Failed("broken")));
    assert_eq!(told, broken.is_some(), "a failure is reported");
    let whole = (1..=workers).filter(|number| broken != Some(*number));
    room.was_seen_by(whole.map(|number| NAMES[number]))
}

fn model(how: Check, run: Run, workers: usize, permits: usize) -> Report {
    how.run(move || turns(run, workers, permits, None))
}

#[test]
fn crew_of_two() {
    model(Check::new("07/crew"), crew::run, 2, 1)
        .holds()
        .reaches([r#""worker 1 worker 2""#, r#""worker 2 worker 1""#])
        .is_contended()
        .is_recorded();
}

#[test]
fn crew_of_three() {
    model(Check::new("07/crew-three").preemptions(2), crew::run, 3, 2)
        .holds()
        .reaches([
            r#""worker 1 worker 2 worker 3""#,
            r#""worker 1 worker 3 worker 2""#,
            r#""worker 2 worker 1 worker 3""#,
            r#""worker 2 worker 3 worker 1""#,
            r#""worker 3 worker 1 worker 2""#,
            r#""worker 3 worker 2 worker 1""#,
        ])
        .is_contended()
        .is_recorded();
}

/// 24 schedules, 4!: in which order they come in.
fn crew_of_four() {
    let report = model(Check::new("07/crew-four"), crew::run, 4, 1);
    report.holds().is_contended().is_recorded();
    assert_eq!(report.outcomes().len(), 24);
}

model::larger!(crew_of_four);

#[test]
fn a_worker_that_fails_keeps_no_permit() {
    Check::new("07/crew-failure")
        .run(|| turns(crew::run, 2, 1, Some(1)))
        .holds()
        .reaches([r#""worker 2""#])
        .is_contended()
        .is_recorded();
}

#[test]
fn main_sleeps() {
    model(Check::new("07/main-sleeps"), traps::main_sleeps::run, 2, 1)
        .fails(FailureKind::Assertion, 0)
        .is_recorded();
}
