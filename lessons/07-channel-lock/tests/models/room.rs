//! The room behind the lock: who is inside, and who was. It refuses one too many.

use crate::model::{Report, note};
use crate::sync::Arc;
use crate::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex as Plain;

type Name = &'static str;

/// What a room saw.
#[derive(Debug)]
pub struct Room {
    permits: usize,
    /// How many are inside. An atomic of the model's: to come in is a step, and to go out another.
    inside: AtomicUsize,
    /// Their names.
    names: Plain<Vec<Name>>,
    /// In the order in which they came in.
    were_in: Plain<Vec<Name>>,
}

impl Room {
    /// An empty room for so many at a time.
    pub fn new(permits: usize) -> Arc<Self> {
        Arc::new(Room {
            permits,
            inside: AtomicUsize::new(0),
            names: Plain::default(),
            were_in: Plain::default(),
        })
    }

    /// Is inside until what it returns is dropped.
    pub fn enter(&self, name: Name) -> Inside<'_> {
        self.come(name);
        Inside { room: self, name }
    }

    /// Comes in.
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
            "{all} are inside at once, and {permits} allowed"
        );
    }

    /// Goes out.
    pub fn go(&self, name: Name) {
        self.inside.fetch_sub(1, Ordering::Relaxed);
        note(format!("{name} goes out"));
        let mut names = self.names.lock().unwrap();
        names.retain(|other| *other != name);
    }

    /// Everybody of `names` was in, and nobody is: in which order they came.
    pub fn was_seen_by(&self, names: impl Iterator<Item = Name>) -> String {
        let inside = self.names.lock().unwrap();
        let were_in = self.were_in.lock().unwrap();
        assert!(
            inside.is_empty(),
            "{} is inside still",
            inside.join(" and ")
        );
        for name in names {
            assert!(were_in.contains(&name), "{name} was never inside");
        }
        were_in.join(" ")
    }
}

/// Somebody is inside.
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

/// It holds, whichever of Ann and Bob comes in first.
#[track_caller]
pub fn comes_in_any_order(report: &Report) {
    report
        .holds()
        .reaches([r#""Ann Bob""#, r#""Bob Ann""#])
        .is_contended()
        .is_recorded();
}
