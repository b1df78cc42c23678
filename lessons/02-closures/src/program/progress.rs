//! A progress bar: for a person at a terminal, and only for work that takes a while.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lesson_02::sync::time::{Duration, Instant};
use std::io::{self, IsTerminal};

/// Work that is done sooner shows no bar.
const A_WHILE: Duration = Duration::from_millis(500);

const RUNS: &str = "{bar:40} {pos}/{len} runs, {eta} left";
const BYTES: &str = "{bar:40} {binary_bytes}/{binary_total_bytes}, {binary_bytes_per_sec}";
const BYTES_OF_WHO_KNOWS: &str = "{spinner} {binary_bytes}, {binary_bytes_per_sec}";

/// A bar that shows itself when the work has gone on for a while.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    since: Instant,
}

impl Progress {
    /// For so many runs.
    pub fn of_runs(runs: u64) -> Self {
        Progress::new(Some(runs), RUNS)
    }

    /// For so many bytes, if that is known.
    pub fn of_bytes(bytes: Option<u64>) -> Self {
        let template = bytes.map_or(BYTES_OF_WHO_KNOWS, |_| BYTES);
        Progress::new(bytes, template)
    }

    fn new(length: Option<u64>, template: &str) -> Self {
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template(template);
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Progress {
            bar,
            since: Instant::now(),
        }
    }

    /// The work has come so far.
    pub fn show(&self, done: u64) {
        let late = self.since.elapsed() >= A_WHILE;
        if late && self.bar.is_hidden() && io::stderr().is_terminal() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_position(done);
    }
}

/// Nothing is left of it on the screen.
impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
