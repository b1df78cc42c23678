//! A bar of bytes, for a person at a terminal, once the work has lasted for half a second.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lesson_03::sync::atomic::{AtomicBool, Ordering};
use lesson_03::sync::time::{Duration, Instant};
use std::io::{self, IsTerminal, Read};

/// Shorter work is done before anybody has read the bar.
const SOON: Duration = Duration::from_millis(500);

/// How much was read, of how much.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
    terminal: bool,
    /// Whether the bar is still to be shown. Taken by whoever shows it.
    waits: AtomicBool,
}

impl Progress {
    pub fn new() -> Progress {
        let terminal = io::stderr().is_terminal();
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(
            "{wide_bar} {decimal_bytes} of {decimal_total_bytes}, {decimal_bytes_per_sec} ",
        ) {
            bar.set_style(style);
        }
        Progress {
            bar,
            started: Instant::now(),
            terminal,
            waits: AtomicBool::new(terminal),
        }
    }

    /// So many bytes more are to be read.
    pub fn expect(&self, bytes: u64) {
        self.bar.inc_length(bytes);
    }

    /// Whether there is somebody to see it.
    pub fn is_shown(&self) -> bool {
        self.terminal
    }

    fn advance(&self, bytes: u64) {
        self.bar.inc(bytes);
        // Relaxed: only one may win, and nothing else depends on it.
        if self.waits.load(Ordering::Relaxed)
            && self.started.elapsed() >= SOON
            && self.waits.swap(false, Ordering::Relaxed)
        {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Takes the bar away.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }

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
