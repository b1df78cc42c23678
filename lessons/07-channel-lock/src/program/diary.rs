//! What the workers did, and when: printed as it happens, and kept for the timeline.

use lesson_07::sync::time::{Duration, Instant};
use lesson_07::sync::{Condvar, Mutex};
use lesson_07::turn::Step;
use lesson_program::streams;
use std::io::{self, Write};

/// A step of a worker's turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// From 1.
    pub worker: usize,
    pub step: Step,
    /// Since the diary was begun.
    pub at: Duration,
}

/// The workers' diary.
#[derive(Debug)]
pub struct Diary {
    begun: Instant,
    pages: Mutex<Pages>,
    /// Notified when standard output takes no more.
    unreadable: Condvar,
}

/// Written under the lock of [`Diary::pages`].
#[derive(Debug, Default)]
struct Pages {
    entries: Vec<Entry>,
    /// Standard output failed, so continuing is of no use.
    unreadable: bool,
}

impl Diary {
    pub fn begin() -> Self {
        Diary {
            begun: Instant::now(),
            pages: Mutex::default(),
            unreadable: Condvar::new(),
        }
    }

    /// Prints a step and records it, both under one lock, so the order on the screen is the order in
    /// the diary.
    ///
    /// # Errors
    /// Standard output takes no more.
    pub fn tell(&self, worker: usize, step: Step) -> io::Result<()> {
        let does = match step {
            Step::Wants => "wants",
            Step::Has => "has",
            Step::Releases => "is releasing",
        };
        let mut pages = self.pages.lock();
        let at = self.begun.elapsed();
        pages.entries.push(Entry { worker, step, at });
        let output = streams::buffered_output();
        let told = output.and_then(|mut output| writeln!(output, "{worker} {does} the lock"));
        if told.is_err() {
            pages.unreadable = true;
            self.unreadable.notify_all();
        }
        told
    }

    /// Waits for `time`, or until standard output takes no more.
    pub fn pass(&self, time: Duration) {
        let mut pages = self.pages.lock();
        self.unreadable
            .wait_while_for(&mut pages, |pages| !pages.unreadable, time);
    }

    /// All recorded entries, in order.
    pub fn entries(&self) -> Vec<Entry> {
        self.pages.lock().entries.clone()
    }
}
