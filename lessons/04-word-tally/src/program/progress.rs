//! A progress bar, for a person at a terminal and work that takes a while.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lesson_04::sync::atomic::{AtomicBool, Ordering};
use lesson_04::sync::time::{Duration, Instant};
use std::io::{self, IsTerminal};

/// Work shorter than this shows no bar.
const A_WHILE: Duration = Duration::from_millis(500);

/// Counts bytes, and shows them after a while.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
    /// Set by the first worker that notices that it takes a while; only decides who draws.
    shown: AtomicBool,
}

impl Progress {
    /// `bytes` are how many there will be, if that is known.
    pub fn new(bytes: Option<u64>) -> Self {
        let (bar, template) = match bytes {
            Some(bytes) => (
                ProgressBar::new(bytes),
                "{bar:30} {bytes} of {total_bytes}, {binary_bytes_per_sec}",
            ),
            None => (
                ProgressBar::no_length(),
                "{bytes} read, {binary_bytes_per_sec}",
            ),
        };
        bar.set_draw_target(ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress {
            bar,
            started: Instant::now(),
            // No terminal: as if it were shown already.
            shown: AtomicBool::new(!io::stderr().is_terminal()),
        }
    }

    pub fn advance(&self, bytes: u64) {
        self.bar.inc(bytes);
        let takes_a_while = self.started.elapsed() > A_WHILE;
        if takes_a_while && !self.shown.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
