//! The room behind the lock counts the workers inside and fails the model if there are too many.

use crate::model::{Report, note};
use crate::sync::Arc;
use crate::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex as Plain;

type Name = &'static str;

/// A room, and which workers were inside.
#[derive(Debug)]
pub struct Room {
    permits: usize,
    /// How many workers are inside. An atomic of the model, so entering and leaving are steps.
    inside: AtomicUsize,
    /// Their names.
    names: Plain<Vec<Name>>,
    /// The names of all that were inside, in the order in which they entered.
    were_in: Plain<Vec<Name>>,
}

impl Room {
    /// Creates an empty room for `permits` workers.
    pub fn new(permits: usize) -> Arc<Self> {
        Arc::new(Room {
            permits,
            inside: AtomicUsize::new(0),
            names: Plain::default(),
            were_in: Plain::default(),
        })
    }

    /// Enters, and leaves when the returned value is dropped.
    pub fn enter(&self, name: Name) -> Inside<'_> {
        self.come(name);
        Inside { room: self, name }
    }

    /// Enters.
    pub fn come(&self, name: Name) {
        // Relaxed: the room itself orders nothing.
        let before = self.inside.fetch_add(1, Ordering::Relaxed);
        note(format!("{name} is inside"));
        self.were_in.lock().unwrap().push(name);
        let mut names = self.names.lock().unwrap();
        names.push(name);
        let (all, permits) = (names.join(" and "), self.permits);
        // No lock is poisoned by what follows.
        drop(names);
        assert!(
            before < permits,
            "{all} are inside at once, but only {permits} allowed"
        );
    }

    /// Leaves.
    pub fn go(&self, name: Name) {
        self.inside.fetch_sub(1, Ordering::Relaxed);
        note(format!("{name} leaves"));
        let mut names = self.names.lock().unwrap();
        names.retain(|other| *other != name);
    }

    /// Checks that all of `names` were inside and that none is; returns the order in which they entered.
    pub fn was_seen_by(&self, names: impl Iterator<Item = Name>) -> String {
        let inside = self.names.lock().unwrap();
        let were_in = self.were_in.lock().unwrap();
        assert!(
            inside.is_empty(),
            "{} is still inside",
            inside.join(" and ")
        );
        for name in names {
            assert!(were_in.contains(&name), "{name} was never inside");
        }
        were_in.join(" ")
    }
}

/// A worker inside the room.
#[derive(Debug)]
#[must_use]
pub struct Inside<'a> {
    room: &'a Room,
    name: Name,
}

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        self.room.go(self.name);
    }
}

/// It holds, whichever of Ann and Bob enters first.
#[track_caller]
pub fn comes_in_any_order(report: &Report) {
    report
        .holds()
        .reaches([r#""Ann Bob""#, r#""Bob Ann""#])
        .is_contended()
        .is_recorded();
}
