//! What a program says: results to standard output, all else to standard error.

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

/// For what a line is about.
pub const BOLD: Style = Style::new().bold();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = Style::new().dimmed();

/// How long a standard error that is blocked may hold up the program.
const PATIENCE: Duration = Duration::from_secs(1);

/// Knows when colour is wanted.
#[derive(Debug)]
pub struct Screen {
    color: anstream::ColorChoice,
    /// Standard error was blocked for too long; nothing is said there any more.
    blocked: AtomicBool,
}

/// What a person types to end the input.
const END_OF_INPUT: &str = if cfg!(windows) {
    "Ctrl-Z and Enter"
} else {
    "Ctrl-D"
};

impl Screen {
    /// A screen in colour if `color` asks for it, or leaves it to the terminal and the environment.
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

    /// Writes a result to standard output. A reader that has gone is no failure: it has read enough.
    ///
    /// # Errors
    /// Standard output takes no more, as on a full disk, or was closed at the start.
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

    /// Writes a line to standard error. If that fails, there is nowhere to complain to.
    ///
    /// Standard error may be a pipe that nobody reads, even the very one that is told of: a thread
    /// writes, and is left behind if it takes too long. If none can be started, which may be what
    /// is told of, this one writes.
    pub fn tell(&self, line: &str) {
        // Relaxed: a line too many would only wait once more.
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

    /// As [`tell`](Self::tell), to a person at a terminal only.
    pub fn tell_person(&self, line: &str) {
        if io::stderr().is_terminal() {
            self.tell(line);
        }
    }

    /// As [`tell_person`](Self::tell_person), if standard input is that terminal: `what` is to be typed, and how that ends.
    pub fn invite(&self, what: impl FnOnce(&str) -> String) {
        if io::stdin().is_terminal() {
            self.tell_person(&what(END_OF_INPUT));
        }
    }

    /// Tells of a failure and its causes. Errors that were handed on say again what their cause says:
    /// that is told once.
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

    /// Tells of something that is no failure and that the user should know.
    pub fn warn(&self, text: &str) {
        self.tell(&format!("{WARNING}warning:{WARNING:#} {text}"));
    }

    /// Names the next thing to try, to a person at a terminal only.
    pub fn hint(&self, next: &str) {
        self.tell_person(&format!("{HINT}Next: {next}{HINT:#}"));
    }
}

/// Whether more than ASCII can be shown: `LC_ALL`, `LC_CTYPE` or `LANG`, the first that is set, names
/// UTF-8.
pub fn shows_unicode() -> bool {
    let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
    match ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set) {
        Some(locale) => {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        }
        // Windows names no locale in its environment, and its terminals know UTF-8.
        None => cfg!(windows),
    }
}

/// What became of a write to standard output. A reader that has gone is no failure.
///
/// # Errors
/// It failed otherwise.
pub fn forgive(written: io::Result<()>) -> anyhow::Result<()> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written.context("cannot write to standard output"),
    }
}
