//! What the program says: results to standard output, all else to standard error.

use anstream::AutoStream;
use anyhow::Context;
use clap::ColorChoice;
use clap::builder::styling::{AnsiColor, Style};
use std::io::{self, ErrorKind, IsTerminal, Write};

pub const BOLD: Style = Style::new().bold();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const HINT: Style = Style::new().dimmed();

/// Knows when colour is wanted.
#[derive(Debug)]
pub struct Screen {
    color: anstream::ColorChoice,
}

impl Screen {
    pub fn new(color: ColorChoice) -> Self {
        let color = match color {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        Screen { color }
    }

    /// Writes a result to standard output. That it was closed is no failure: nobody reads on.
    pub fn print(&self, text: &str) -> anyhow::Result<()> {
        let mut output = AutoStream::new(io::stdout(), self.color);
        let written = output
            .write_all(text.as_bytes())
            .and_then(|()| output.flush());
        match written {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            written => written.context("cannot write to standard output"),
        }
    }

    /// Writes a line to standard error. If that fails, there is nowhere to complain to.
    pub fn tell(&self, line: &str) {
        let mut errors = AutoStream::new(io::stderr(), self.color);
        let _ = errors.write_all(format!("{line}\n").as_bytes());
    }

    /// Tells of a failure and its causes.
    pub fn report(&self, error: &anyhow::Error) {
        self.tell(&format!("{ERROR}error:{ERROR:#} {error:#}"));
    }

    /// Tells of something that is no failure and that the user should know.
    pub fn warn(&self, text: &str) {
        self.tell(&format!("{WARNING}warning:{WARNING:#} {text}"));
    }

    /// Names the next thing to try, to a person at a terminal only.
    pub fn hint(&self, next: &str) {
        if io::stderr().is_terminal() {
            self.tell(&format!("{HINT}Next: {next}{HINT:#}"));
        }
    }
}
