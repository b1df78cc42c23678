//! The semaphore, its mirror image and four traps: never more inside than there are permits,
//! everybody gets in, a panic inside gives its permit back, and no try leaves one behind.

use crate::model::{self, Check, Report, check, note};
use crate::room::{Room, comes_in_any_order};
use crate::sync::Arc;
use crate::sync::thread::Builder;
use crate::sync::time::Duration;
use crate::{mirrored, semaphore, traps};
use checker::recording::FailureKind;
use std::panic::resume_unwind;

const LIMIT: Duration = Duration::from_secs(1);

/// How a worker comes in, and how it goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    /// Waits for a permit, and gives it back at the end.
    Waits,
    /// As `Waits`, but panics inside.
    Panics,
    /// Tries once before it waits.
    Tries,
    /// Waits for a limited time before it waits for as long as it takes.
    TimesOut,
}

use Turn::*;

/// A worker's name and what it does.
type Worker = (&'static str, Turn);

/// A new semaphore of so many permits.
type New<S> = fn(usize) -> S;

/// The API of the technique and of its traps.
trait Semaphore: Send + Sync + 'static {
    type Permit<'a>;
    fn acquire(&self) -> Self::Permit<'_>;
    fn try_acquire(&self) -> Option<Self::Permit<'_>>;
    fn acquire_timeout(&self, limit: Duration) -> Option<Self::Permit<'_>>;
    fn release(permit: Self::Permit<'_>);
}

macro_rules! semaphore {
    ($($module:ident)::+) => {
        impl Semaphore for $($module)::+::ChannelSemaphore {
            type Permit<'a> = $($module)::+::Permit<'a>;
            fn acquire(&self) -> Self::Permit<'_> {
                self.acquire()
            }
            fn try_acquire(&self) -> Option<Self::Permit<'_>> {
                self.try_acquire()
            }
            fn acquire_timeout(&self, limit: Duration) -> Option<Self::Permit<'_>> {
                self.acquire_timeout(limit)
            }
            fn release(permit: Self::Permit<'_>) {
                permit.release();
            }
        }
    };
}

semaphore!(semaphore);
semaphore!(mirrored);
semaphore!(traps::forgotten_release);
semaphore!(traps::foreign_release);

/// The first time that a worker asks; some ask twice.
fn ask<S: Semaphore>(turn: Turn, semaphore: &S) -> Option<S::Permit<'_>> {
    match turn {
        Tries => semaphore.try_acquire(),
        TimesOut => semaphore.acquire_timeout(LIMIT),
        Waits | Panics => None,
    }
}

/// Lets each worker take its turn, and looks at what is left when all have ended: in which order
/// they were inside.
fn turns<S: Semaphore>(new: New<S>, permits: usize, workers: &[Worker]) -> String {
    let semaphore = Arc::new(new(permits));
    let room = Room::new(permits);
    let mut crew = vec![];
    for &(name, turn) in workers {
        let (semaphore, room) = (semaphore.clone(), room.clone());
        let worker = Builder::new().name(name.into());
        let worker = worker.spawn(move || take_turn(name, turn, &*semaphore, &room));
        crew.push(worker.unwrap());
    }
    for (worker, (_, turn)) in crew.into_iter().zip(workers) {
        assert_eq!(worker.join().is_err(), *turn == Panics);
    }
    let order = room.was_seen_by(workers.iter().map(|(name, _)| *name));
    all_permits_are_left(&*semaphore, permits);
    order
}

fn all_permits_are_left<S: Semaphore>(semaphore: &S, permits: usize) {
    let left: Vec<_> = (0..permits)
        .map_while(|_| semaphore.try_acquire())
        .collect();
    let count = left.len();
    assert!(
        count == permits,
        "{count} of {permits} permits available at the end"
    );
    left.into_iter().for_each(S::release);
}

fn take_turn<S: Semaphore>(name: &'static str, turn: Turn, semaphore: &S, room: &Room) {
    let permit = ask(turn, semaphore).unwrap_or_else(|| semaphore.acquire());
    let inside = room.enter(name);
    if turn == Panics {
        note(format!("{name} panics"));
        // Not `panic!`: a panic that no thread handles is a failure of the model.
        resume_unwind(Box::new("broken"));
    }
    drop(inside);
    S::release(permit);
}

/// While main is inside, one worker tries to come in and another waits for a limited time: in which
/// order all of them were inside.
fn turned_away<S: Semaphore>(new: New<S>) -> String {
    let semaphore = Arc::new(new(1));
    let room = Room::new(1);
    let permit = semaphore.acquire();
    let inside = room.enter("main");
    let crew = [("Ann", Tries), ("Bob", TimesOut)].map(|(name, turn)| {
        let (semaphore, room) = (semaphore.clone(), room.clone());
        let worker = Builder::new().name(name.into());
        let worker = worker.spawn(move || {
            if let Some(permit) = ask(turn, &*semaphore) {
                drop(room.enter(name));
                S::release(permit);
            }
        });
        worker.unwrap()
    });
    for worker in crew {
        worker.join().unwrap();
    }
    drop(inside);
    S::release(permit);
    all_permits_are_left(&*semaphore, 1);
    room.was_seen_by(["main"].into_iter())
}

/// A model of so many permits, and of workers that ask for them.
fn model<S: Semaphore>(
    id: &str,
    new: New<S>,
    permits: usize,
    workers: &'static [Worker],
) -> Report {
    Check::new(id).run(move || turns(new, permits, workers))
}

/// The same, where loom would take too long for all executions.
fn bounded<S: Semaphore>(
    id: &str,
    new: New<S>,
    permits: usize,
    workers: &'static [Worker],
) -> Report {
    let check = Check::new(id).preemptions(2);
    check.run(move || turns(new, permits, workers))
}

const TWO: &[Worker] = &[("Ann", Waits), ("Bob", Waits)];
const THREE: &[Worker] = &[("Ann", Waits), ("Bob", Waits), ("Cid", Waits)];
const FOUR: &[Worker] = &[
    ("Ann", Waits),
    ("Bob", Waits),
    ("Cid", Waits),
    ("Dee", Waits),
];
const A_PANIC: &[Worker] = &[("Ann", Panics), ("Bob", Waits)];
const A_TRY: &[Worker] = &[("Ann", Waits), ("Bob", Tries)];
const A_LIMIT: &[Worker] = &[("Ann", Waits), ("Bob", TimesOut)];
const MIXED: &[Worker] = &[("Ann", Panics), ("Bob", Tries), ("Cid", TimesOut)];

fn come_in_any_order(report: &Report) {
    report
        .holds()
        .reaches([
            r#""Ann Bob Cid""#,
            r#""Ann Cid Bob""#,
            r#""Bob Ann Cid""#,
            r#""Bob Cid Ann""#,
            r#""Cid Ann Bob""#,
            r#""Cid Bob Ann""#,
        ])
        .is_contended()
        .is_recorded();
}

type Right = semaphore::ChannelSemaphore;
type Mirrored = mirrored::ChannelSemaphore;

#[test]
fn two_workers_and_one_permit() {
    comes_in_any_order(&model("07/semaphore", Right::new, 1, TWO));
    comes_in_any_order(&model("07/mirrored", Mirrored::new, 1, TWO));
}

fn three_workers_and_one_permit() {
    come_in_any_order(&model("07/semaphore-three", Right::new, 1, THREE));
    come_in_any_order(&bounded("07/mirrored-three", Mirrored::new, 1, THREE));
}

model::slower!(three_workers_and_one_permit);

#[test]
fn three_workers_and_two_permits() {
    come_in_any_order(&bounded("07/semaphore-two-permits", Right::new, 2, THREE));
    come_in_any_order(&bounded("07/mirrored-two-permits", Mirrored::new, 2, THREE));
}

/// 24 schedules, 4!: in which order they come in.
fn four_workers_and_one_permit() {
    for report in [
        model("07/semaphore-four", Right::new, 1, FOUR),
        model("07/mirrored-four", Mirrored::new, 1, FOUR),
    ] {
        report.holds().is_contended().is_recorded();
        assert_eq!(report.outcomes().len(), 24);
    }
}

model::larger!(four_workers_and_one_permit);

#[test]
fn a_panic_inside_gives_the_permit_back() {
    comes_in_any_order(&model("07/semaphore-panic", Right::new, 1, A_PANIC));
    comes_in_any_order(&model("07/mirrored-panic", Mirrored::new, 1, A_PANIC));
}

#[test]
fn a_try_leaves_no_permit_behind() {
    comes_in_any_order(&model("07/semaphore-try", Right::new, 1, A_TRY));
    comes_in_any_order(&model("07/mirrored-try", Mirrored::new, 1, A_TRY));
}

#[test]
fn a_time_limit_leaves_no_permit_behind() {
    comes_in_any_order(&model("07/semaphore-limit", Right::new, 1, A_LIMIT));
    comes_in_any_order(&model("07/mirrored-limit", Mirrored::new, 1, A_LIMIT));
}

#[test]
fn a_panic_a_try_and_a_time_limit() {
    come_in_any_order(&bounded("07/semaphore-mixed", Right::new, 1, MIXED));
}

#[test]
fn who_is_turned_away_takes_nothing_with_it() {
    for report in [
        check("07/semaphore-turned-away", || turned_away(Right::new)),
        check("07/mirrored-turned-away", || turned_away(Mirrored::new)),
    ] {
        let report = report.holds().reaches([r#""main""#]);
        report.is_contended().is_recorded();
    }
}

#[test]
fn unbuffered() {
    model("07/unbuffered", traps::unbuffered::new, 1, TWO)
        .fails(FailureKind::Deadlock, 0)
        .is_recorded();
}

#[test]
fn receive_to_take() {
    model("07/receive-to-take", traps::receive_to_take::new, 1, TWO)
        .fails(FailureKind::Deadlock, 0)
        .is_recorded();
}

#[test]
fn forgotten_release() {
    model(
        "07/forgotten-release",
        traps::forgotten_release::ChannelSemaphore::new,
        1,
        A_PANIC,
    )
    .fails(FailureKind::Deadlock, 0)
    .is_recorded();
}

#[test]
fn foreign_release() {
    check("07/foreign-release", || {
        turned_away(traps::foreign_release::ChannelSemaphore::new)
    })
    .fails(FailureKind::Assertion, 0)
    .is_recorded();
}
