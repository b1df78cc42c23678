//! One line about work that takes long: redrawn on a terminal, and elsewhere written every few seconds while
//! much is built.

mod doing;
#[cfg(test)]
mod tests;

use doing::Doing;
use lesson_program::screen::shows_unicode;
use std::cell::Cell;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// After an edit cargo compiles no more than this: the answer, and perhaps its lesson. What is more is built
/// once, and takes long.
const FEW: usize = 3;
/// How often a line is written where there is no terminal.
const PAUSE: Duration = Duration::from_secs(5);
/// The columns of the widest bar, and of the narrowest.
const BAR: [usize; 2] = [24, 8];

/// Who else is told each line.
type Tell = Box<dyn Fn(&str)>;

/// The line; gone from a terminal when this is dropped.
pub struct Status {
    what: String,
    /// What a build that takes long makes.
    made: &'static str,
    tell: Option<Tell>,
    terminal: bool,
    dots: &'static str,
    /// When a line was last written where there is no terminal.
    written: Cell<Instant>,
    /// Much is being built: all of it is counted, the last units included, which take longest.
    long: Cell<bool>,
}

impl Status {
    /// Work that begins now.
    pub fn new(what: &str) -> Self {
        Status::begin(what, "the checkers", None)
    }

    /// As [`Status::new`], of a build that makes this.
    pub fn building(made: &'static str) -> Self {
        Status::begin(&format!("building {made}"), made, None)
    }

    /// As [`Status::new`]; another listener is told each line too.
    pub fn told(what: &str, tell: impl Fn(&str) + 'static) -> Self {
        Status::begin(what, "the checkers", Some(Box::new(tell)))
    }

    fn begin(what: &str, made: &'static str, tell: Option<Tell>) -> Self {
        let status = Status {
            what: what.into(),
            made,
            tell,
            terminal: io::stderr().is_terminal(),
            dots: if shows_unicode() { "…" } else { "..." },
            written: Cell::new(Instant::now()),
            long: Cell::new(false),
        };
        let line = format!("{what}{}", status.dots);
        status.redraw(&line);
        status.tell(&line);
        status
    }

    /// Shows what cargo, or a check, says that it does.
    pub fn show(&self, line: &str) {
        let line = anstream::adapter::strip_str(line).to_string();
        let Some(doing) = doing::read(&line) else {
            return;
        };
        let left = match doing {
            Doing::Building { done, total, .. } => total - done,
            // It is among the names of the next count.
            Doing::Compiling(_) if self.long.get() => return,
            _ => 0,
        };
        let goes_on = self.long.get() && doing != Doing::Finished;
        self.long.set(goes_on || left > FEW);
        // The page draws no bar.
        self.tell(&self.line(&doing, 0));
        if self.terminal {
            return self.redraw(&self.line(&doing, columns()));
        }
        let is_due = left <= FEW || self.written.get().elapsed() >= PAUSE;
        if let Some(text) = self.built(&doing)
            && is_due
        {
            self.written.set(Instant::now());
            // As below.
            let _ = writeln!(io::stderr(), "{text}");
        }
    }

    fn tell(&self, line: &str) {
        if let Some(tell) = &self.tell {
            tell(line);
        }
    }

    /// What is written where there is no terminal: only of a build that takes long.
    fn built(&self, doing: &Doing<'_>) -> Option<String> {
        match *doing {
            Doing::Building { done, total, names } if self.long.get() && !names.is_empty() => {
                Some(format!(
                    "building {}, once: {done} of {total}, now {names}",
                    self.made
                ))
            }
            _ => None,
        }
    }

    /// What is shown on a terminal of so many columns.
    fn line(&self, doing: &Doing<'_>, columns: usize) -> String {
        let Status {
            what, made, dots, ..
        } = self;
        match *doing {
            Doing::Building { done, total, names } if self.long.get() => {
                let (head, tail) = (
                    format!("building {made}, once "),
                    format!("{done} of {total}: {names}"),
                );
                let first = names.split(',').next().unwrap_or_default();
                let text = head.len() + tail.len() - (names.len() - first.len());
                head + &bar(done, total, columns.saturating_sub(text + 1)) + &tail
            }
            Doing::Building { names, .. } => format!("{what}{dots} compiling {names}"),
            Doing::Compiling(name) => format!("{what}{dots} compiling {name}"),
            Doing::Downloading(left) => format!("{what}{dots} downloading, {left} left"),
            Doing::Waiting => format!("{what}{dots} waiting for another cargo"),
            Doing::Finished => format!("{what}{dots}"),
            Doing::Searching(executions) => format!("{what}{dots} {executions}"),
        }
    }

    fn redraw(&self, line: &str) {
        if self.terminal {
            // A line that wraps could not be taken away again.
            let line: String = line.chars().take(columns().saturating_sub(1)).collect();
            // If that fails there is nowhere to complain to.
            let _ = write!(io::stderr(), "\r\x1b[K{line}");
            let _ = io::stderr().flush();
        }
    }
}

impl Drop for Status {
    fn drop(&mut self) {
        self.redraw("");
    }
}

/// The columns of the terminal, wherever standard output leads.
fn columns() -> usize {
    crossterm::terminal::size().map_or(80, |(columns, _)| usize::from(columns).max(2))
}

/// A bar with a space behind it, in so many columns at most; none where there are too few.
fn bar(done: usize, total: usize, columns: usize) -> String {
    let [widest, narrowest] = BAR;
    let width = columns.min(widest);
    if width < narrowest {
        return String::new();
    }
    let inside = width - "[] ".len();
    let full = inside * done / total.max(1);
    let head = if full < inside { ">" } else { "" };
    let body = "=".repeat(full) + head;
    format!("[{body:inside$}] ")
}
