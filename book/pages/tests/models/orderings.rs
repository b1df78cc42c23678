//! The models of the page "Atomics and memory ordering": each returns what its threads saw.

use crate::model::Check;
use crate::pairs::{Pair, Visit, each};
use crate::parcel::Parcel;
use crate::sync::atomic::Ordering::{self, *};
use crate::sync::{Arc, thread};
use checker::recording::FailureKind;
use std::fmt::Debug;

/// Outcomes that occur in no interleaving, with the pairs that have them.
const NOT_SEQUENTIAL: [(&str, &str); 4] = [
    ("message-relaxed", "Some(0)"),
    ("store-buffering-relaxed", "(0, 0)"),
    ("store-buffering-acquire-release", "(0, 0)"),
    ("load-buffering", "(1, 1)"),
];

/// What loom explores is not what the memory model allows, here: it takes `SeqCst` for acquire and release, and
/// no load of it sees a store that comes later.
const LOOM_ADDS: [(&str, &str); 1] = [("store-buffering-seq-cst", "(0, 0)")];
const LOOM_MISSES: [(&str, &str); 1] = [("load-buffering", "(1, 1)")];

/// What this checker has to find of a pair.
fn expected<'a>(name: &str, allowed: &[&'a str]) -> Vec<&'a str> {
    let of = |list: &[(&str, &'a str)], outcome: &str| list.contains(&(name, outcome));
    let missing: &[_] = if crate::WEAK {
        &LOOM_MISSES
    } else {
        &NOT_SEQUENTIAL
    };
    let added: &[_] = if crate::WEAK { &LOOM_ADDS } else { &[] };
    let mut expected: Vec<&str> = allowed.to_vec();
    expected.retain(|outcome| !of(missing, outcome));
    expected.extend(added.iter().filter(|one| one.0 == name).map(|one| one.1));
    expected.sort_unstable();
    expected
}

/// Checks each pair.
struct Checked;

impl Visit for Checked {
    fn pair<S, A, B, T>(&mut self, pair: Pair<S, A, B, T>)
    where
        S: Default + Send + Sync + 'static,
        A: Send + 'static,
        B: Send + 'static,
        T: Debug + 'static,
    {
        let Pair { name, allowed, .. } = pair;
        let report = Check::new(&format!("pages/{name}"))
            .spurious()
            .run(move || {
                let shared = Arc::new(S::default());
                let (ours, theirs) = (shared.clone(), shared.clone());
                let left = thread::spawn(move || (pair.left)(&ours));
                let right = thread::spawn(move || (pair.right)(&theirs));
                let (left, right) = (left.join().unwrap(), right.join().unwrap());
                (pair.outcome)(&shared, left, right)
            });
        let weak = NOT_SEQUENTIAL
            .iter()
            .chain(&LOOM_ADDS)
            .any(|one| one.0 == name);
        let report = match weak {
            true => report.differs("memory orderings"),
            false => report,
        };
        let mut found = report.holds().outcomes();
        found.sort_unstable();
        assert_eq!(found, expected(name, allowed), "{name}");
        report.is_recorded();
    }
}

#[test]
fn each_pair_reaches_what_its_memory_allows() {
    each(&mut Checked);
}

/// One thread sends a parcel, the other one looks for it.
fn delivered(name: &str, store: Ordering, load: Ordering) -> crate::model::Report {
    Check::new(&format!("pages/{name}")).run(move || {
        let parcel = Arc::new(Parcel::default());
        let theirs = parcel.clone();
        let sender = thread::spawn(move || theirs.send(7, store));
        let received = parcel.receive(load);
        sender.join().unwrap();
        received
    })
}

#[test]
fn a_parcel_that_is_released_and_acquired_is_whole() {
    delivered("parcel", Release, Acquire)
        .holds()
        .reaches(["None", "Some(7)"])
        .is_recorded();
}

/// The explorer takes every ordering for sequentially consistent.
#[test]
fn only_loom_finds_a_parcel_that_is_raced_for() {
    let report = delivered("parcel-relaxed", Relaxed, Relaxed);
    if crate::WEAK {
        report.fails(FailureKind::DataRace, 1).is_recorded();
    } else {
        report
            .differs("memory orderings")
            .holds()
            .reaches(["None", "Some(7)"])
            .is_recorded();
    }
}
