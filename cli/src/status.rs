//! One line about work that takes long, on a terminal only.

use lesson_program::screen::shows_unicode;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Nothing is shown for so long: most work is done by then.
const PATIENCE: Duration = Duration::from_millis(700);

/// The line; gone when this is dropped.
#[derive(Debug)]
pub struct Status {
    what: String,
    begun: Instant,
    shown: bool,
    terminal: bool,
}

impl Status {
    /// Work that begins now.
    pub fn new(what: &str) -> Self {
        Status {
            what: what.into(),
            begun: Instant::now(),
            shown: false,
            terminal: io::stderr().is_terminal(),
        }
    }

    /// Shows what cargo says that it does.
    pub fn show(&mut self, line: &str) {
        if !self.terminal || self.begun.elapsed() < PATIENCE {
            return;
        }
        let mut words = line.split_whitespace();
        let (Some("Compiling" | "Downloaded"), Some(name)) = (words.next(), words.next()) else {
            return;
        };
        let dots = if shows_unicode() { "…" } else { "..." };
        self.shown = true;
        // If that fails there is nowhere to complain to.
        let _ = write!(io::stderr(), "\r\x1b[K{}{dots} compiling {name}", self.what);
        let _ = io::stderr().flush();
    }
}

impl Drop for Status {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
