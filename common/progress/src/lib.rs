//! A progress bar: for a person at a terminal, and only for work that takes a while.

#![warn(missing_docs)]

use console::Term;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Work that is done sooner shows no bar.
const A_WHILE: Duration = Duration::from_millis(500);

const BYTES: &str = "{wide_bar} {decimal_bytes} of {decimal_total_bytes}, {decimal_bytes_per_sec} ";
const BYTES_OF_WHO_KNOWS: &str = "{spinner} {decimal_bytes}, {decimal_bytes_per_sec} ";

/// The columns of the terminal that standard output is; `None` if it is none.
pub fn columns() -> Option<usize> {
    let output = Term::stdout();
    let size = output.is_term().then(|| output.size_checked()).flatten();
    size.map(|(_, columns)| columns.into())
}

/// Counts what was done, and shows it after half a second. Nothing is left of it on the screen.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
    /// Whether the bar is still to be shown. Taken by the thread that shows it.
    waits: AtomicBool,
}

impl Progress {
    /// Counts so many `what`: runs, rows.
    pub fn of(total: u64, what: &str) -> Self {
        let template = format!("{{wide_bar}} {{pos}}/{{len}} {what}, {{eta}} left ");
        Progress::new(Some(total), &template)
    }

    /// Counts bytes, so many if that is known.
    pub fn of_bytes(total: Option<u64>) -> Self {
        Progress::new(total, total.map_or(BYTES_OF_WHO_KNOWS, |_| BYTES))
    }

    fn new(total: Option<u64>, template: &str) -> Self {
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Progress {
            bar,
            started: Instant::now(),
            waits: AtomicBool::new(io::stderr().is_terminal()),
        }
    }

    /// So much more is to be done.
    pub fn expect(&self, more: u64) {
        self.bar.inc_length(more);
    }

    /// So much more is done.
    pub fn advance(&self, more: u64) {
        self.bar.inc(more);
        self.show_in_time();
    }

    /// So much is done in all.
    pub fn reach(&self, done: u64) {
        self.bar.set_position(done);
        self.show_in_time();
    }

    fn show_in_time(&self) {
        // Relaxed: only one may win, and nothing else depends on it.
        if self.waits.load(Ordering::Relaxed)
            && self.started.elapsed() >= A_WHILE
            && self.waits.swap(false, Ordering::Relaxed)
        {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Writes a line where the bar is, if it is shown: the bar moves on below it.
    pub fn suspend<R>(&self, write: impl FnOnce() -> R) -> R {
        self.bar.suspend(write)
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }

    /// How long it has gone on.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// `input`, whose reads move the bar.
    pub fn watch<R: Read>(&self, input: R) -> impl Read {
        Watched {
            input,
            progress: self,
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

struct Watched<'a, R> {
    input: R,
    progress: &'a Progress,
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(buffer)?;
        self.progress.advance(n as u64);
        Ok(n)
    }
}
