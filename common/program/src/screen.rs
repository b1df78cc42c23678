//! Output of a program: results on standard output, everything else on standard error.

use crate::streams;
use anstream::AutoStream;
use anyhow::Context;
use clap::ColorChoice;
use clap::builder::styling::{AnsiColor, Style};
use std::env;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Style of the subject of a line.
pub const BOLD: Style = Style::new().bold();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = Style::new().dimmed();

/// How long a blocked standard error may delay the program.
const PATIENCE: Duration = Duration::from_secs(1);

/// Writes to standard output and standard error, in color where that is wanted.
#[derive(Debug)]
pub struct Screen {
    color: anstream::ColorChoice,
    /// Standard error was blocked for too long, and nothing more is written there.
    blocked: AtomicBool,
}

/// What a user types to end the input.
const END_OF_INPUT: &str = if cfg!(windows) {
    "Ctrl-Z and Enter"
} else {
    "Ctrl-D"
};

impl Screen {
    /// Creates a screen that uses color if `color` says so; `Auto` leaves it to the terminal and the
    /// environment.
    pub fn new(color: ColorChoice) -> Self {
        let color = match color {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        Screen {
            color,
            blocked: AtomicBool::new(false),
        }
    }

    /// Writes a result to standard output. A reader that has closed its end is not a failure, because it
    /// has read enough.
    ///
    /// # Errors
    /// Returns an error if standard output cannot be written, as on a full disk, or was closed at the
    /// start.
    pub fn print(&self, text: &str) -> anyhow::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let written = streams::buffered_output().and_then(|output| {
            let mut output = AutoStream::new(output, self.color);
            output.write_all(text.as_bytes())?;
            output.flush()
        });
        forgive(written)
    }

    /// Writes a line to standard error. If that fails, there is no place left to report it.
    ///
    /// Standard error may be a pipe that is full, even the very pipe that the line is about. A separate
    /// thread therefore writes the line, and is left behind if that takes too long. If no thread can be
    /// started, which may be what the line is about, the calling thread writes.
    pub fn tell(&self, line: &str) {
        // Relaxed, because a stale value only costs one more wait.
        if self.blocked.load(Ordering::Relaxed) {
            return;
        }
        let color = self.color;
        let write = move |line: &str| {
            let mut errors = AutoStream::new(io::stderr(), color);
            let _ = errors.write_all(line.as_bytes());
        };
        let line = format!("{line}\n");
        let theirs = line.clone();
        let (done, is_done) = mpsc::channel::<()>();
        let writer = thread::Builder::new().spawn(move || {
            write(&theirs);
            drop(done);
        });
        let Ok(writer) = writer else {
            return write(&line);
        };
        match is_done.recv_timeout(PATIENCE) {
            Err(mpsc::RecvTimeoutError::Timeout) => self.blocked.store(true, Ordering::Relaxed),
            _ => drop(writer.join()),
        }
    }

    /// Like [`tell`](Self::tell), but only if standard error is a terminal.
    pub fn tell_person(&self, line: &str) {
        if io::stderr().is_terminal() {
            self.tell(line);
        }
    }

    /// Like [`tell_person`](Self::tell_person), but only if standard input is a terminal, too. `what`
    /// receives the keys that end the input.
    pub fn invite(&self, what: impl FnOnce(&str) -> String) {
        if io::stdin().is_terminal() {
            self.tell_person(&what(END_OF_INPUT));
        }
    }

    /// Reports a failure and its causes. If an error repeats the message of its cause, that message is
    /// printed once.
    pub fn report(&self, error: &anyhow::Error) {
        let mut told = String::new();
        for cause in error.chain().map(ToString::to_string) {
            if !told.ends_with(&cause) {
                let colon = if told.is_empty() { "" } else { ": " };
                told = format!("{told}{colon}{cause}");
            }
        }
        self.tell(&format!("{ERROR}error:{ERROR:#} {told}"));
    }

    /// Reports something that is not a failure but that the user should know.
    pub fn warn(&self, text: &str) {
        self.tell(&format!("{WARNING}warning:{WARNING:#} {text}"));
    }

    /// Suggests what to try next, but only if standard error is a terminal.
    pub fn hint(&self, next: &str) {
        self.tell_person(&format!("{HINT}Next: {next}{HINT:#}"));
    }
}

/// Returns whether the terminal shows more than ASCII: the first of `LC_ALL`, `LC_CTYPE` and `LANG` that
/// is set names UTF-8.
pub fn shows_unicode() -> bool {
    let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
    match ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set) {
        Some(locale) => {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        }
        // Windows has no locale in its environment, and its terminals support UTF-8.
        None => cfg!(windows),
    }
}

/// Checks the result of a write to standard output. A reader that has closed its end is not a failure.
///
/// # Errors
/// Returns any other error.
pub fn forgive(written: io::Result<()>) -> anyhow::Result<()> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.context("cannot write to standard output"),
    }
}
