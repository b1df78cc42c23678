//! The semaphore, its mirror image and four traps: never more inside than there are permits,
//! everybody gets in, a panic inside gives its permit back, and no try leaves one behind.

use crate::model::{self, Check, Report, check, note};
use crate::room::Room;
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

/// The API of the technique and of its traps.
trait Semaphore: Send + Sync + 'static {
    type Permit<'a>;
    fn new(permits: usize) -> Self;
    fn acquire(&self) -> Self::Permit<'_>;
    fn try_acquire(&self) -> Option<Self::Permit<'_>>;
    fn acquire_timeout(&self, limit: Duration) -> Option<Self::Permit<'_>>;
    fn release(permit: Self::Permit<'_>);
}

macro_rules! semaphore {
    ($($module:ident)::+) => {
        impl Semaphore for $($module)::+::ChannelSemaphore {
            type Permit<'a> = $($module)::+::Permit<'a>;
            fn new(permits: usize) -> Self {
                Self::new(permits)
            }
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
semaphore!(traps::unbuffered);
semaphore!(traps::forgotten_release);
semaphore!(traps::foreign_release);
semaphore!(traps::receive_to_take);

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
fn turns<S: Semaphore>(permits: usize, workers: &[Worker]) -> String {
    let semaphore = Arc::new(S::new(permits));
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
    assert_eq!(left.len(), permits, "permits that are left at the end");
    left.into_iter().for_each(S::release);
}

fn take_turn<S: Semaphore>(name: &'static str, turn: Turn, semaphore: &S, room: &Room) {
    let permit = ask(turn, semaphore).unwrap_or_else(|| semaphore.acquire());
    let inside = room.enter(name);
    if turn == Panics {
        note(format!("{name} panics"));
        // Not `panic!`: a panic that nobody sees is a failure of the model.
        resume_unwind(Box::new("broken"));
    }
    drop(inside);
    S::release(permit);
}

/// While main is inside, one worker tries to come in and another waits for a limited time: in which
/// order all of them were inside.
fn turned_away<S: Semaphore>() -> String {
    let semaphore = Arc::new(S::new(1));
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
fn model<S: Semaphore>(id: &str, permits: usize, workers: &'static [Worker]) -> Report {
    Check::new(id).run(move || turns::<S>(permits, workers))
}

/// The same, where loom would take too long for all executions.
fn bounded<S: Semaphore>(id: &str, permits: usize, workers: &'static [Worker]) -> Report {
    let check = Check::new(id).preemptions(2);
    check.run(move || turns::<S>(permits, workers))
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

/// Whoever comes first.
fn comes_in_any_order(report: &Report) {
    report
        .holds()
        .reaches([r#""Ann Bob""#, r#""Bob Ann""#])
        .is_contended()
        .is_recorded();
}

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
    comes_in_any_order(&model::<Right>("07/semaphore", 1, TWO));
    comes_in_any_order(&model::<Mirrored>("07/mirrored", 1, TWO));
}

#[test]
fn three_workers_and_one_permit() {
    come_in_any_order(&model::<Right>("07/semaphore-three", 1, THREE));
    come_in_any_order(&bounded::<Mirrored>("07/mirrored-three", 1, THREE));
}

#[test]
fn three_workers_and_two_permits() {
    come_in_any_order(&bounded::<Right>("07/semaphore-two-permits", 2, THREE));
    come_in_any_order(&bounded::<Mirrored>("07/mirrored-two-permits", 2, THREE));
}

/// 24 schedules, 4!: in which order they come in.
fn four_workers_and_one_permit() {
    for report in [
        model::<Right>("07/semaphore-four", 1, FOUR),
        model::<Mirrored>("07/mirrored-four", 1, FOUR),
    ] {
        report.holds().is_contended().is_recorded();
        assert_eq!(report.outcomes().len(), 24);
    }
}

model::larger!(four_workers_and_one_permit);

#[test]
fn a_panic_inside_gives_the_permit_back() {
    comes_in_any_order(&model::<Right>("07/semaphore-panic", 1, A_PANIC));
    comes_in_any_order(&model::<Mirrored>("07/mirrored-panic", 1, A_PANIC));
}

#[test]
fn a_try_leaves_no_permit_behind() {
    comes_in_any_order(&model::<Right>("07/semaphore-try", 1, A_TRY));
    comes_in_any_order(&model::<Mirrored>("07/mirrored-try", 1, A_TRY));
}

#[test]
fn a_time_limit_leaves_no_permit_behind() {
    comes_in_any_order(&model::<Right>("07/semaphore-limit", 1, A_LIMIT));
    comes_in_any_order(&model::<Mirrored>("07/mirrored-limit", 1, A_LIMIT));
}

#[test]
fn a_panic_a_try_and_a_time_limit() {
    come_in_any_order(&bounded::<Right>("07/semaphore-mixed", 1, MIXED));
}

#[test]
fn who_is_turned_away_takes_nothing_with_it() {
    for report in [
        check("07/semaphore-turned-away", turned_away::<Right>),
        check("07/mirrored-turned-away", turned_away::<Mirrored>),
    ] {
        let report = report.holds().reaches([r#""main""#]);
        report.is_contended().is_recorded();
    }
}

#[test]
fn unbuffered() {
    model::<traps::unbuffered::ChannelSemaphore>("07/unbuffered", 1, TWO)
        .fails(FailureKind::Deadlock, 0)
        .is_recorded();
}

#[test]
fn receive_to_take() {
    model::<traps::receive_to_take::ChannelSemaphore>("07/receive-to-take", 1, TWO)
        .fails(FailureKind::Deadlock, 0)
        .is_recorded();
}

#[test]
fn forgotten_release() {
    model::<traps::forgotten_release::ChannelSemaphore>("07/forgotten-release", 1, A_PANIC)
        .fails(FailureKind::Deadlock, 0)
        .is_recorded();
}

#[test]
fn foreign_release() {
    check(
        "07/foreign-release",
        turned_away::<traps::foreign_release::ChannelSemaphore>,
    )
    .fails(FailureKind::Assertion, 0)
    .is_recorded();
}
