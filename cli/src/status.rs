//! One line about work that takes long, on a terminal only.

use lesson_program::screen::shows_unicode;
use std::io::{self, IsTerminal, Write};

/// The line; gone when this is dropped.
#[derive(Debug)]
pub struct Status {
    what: String,
    terminal: bool,
    dots: &'static str,
}

impl Status {
    /// Work that begins now.
    pub fn new(what: &str) -> Self {
        let status = Status {
            what: what.into(),
            terminal: io::stderr().is_terminal(),
            dots: if shows_unicode() { "…" } else { "..." },
        };
        status.write(&format!("{what}{}", status.dots));
        status
    }

    /// Shows what cargo says that it does.
    pub fn show(&self, line: &str) {
        let mut words = line.split_whitespace();
        let doing = match (words.next(), words.next()) {
            (Some("Compiling" | "Downloaded"), Some(name)) => format!(" compiling {name}"),
            (Some("Blocking"), _) => " waiting for another cargo".into(),
            (Some("Finished"), _) => String::new(),
            _ => return,
        };
        self.write(&format!("{}{}{doing}", self.what, self.dots));
    }

    fn write(&self, line: &str) {
        if self.terminal {
            // If that fails there is nowhere to complain to.
            let _ = write!(io::stderr(), "\r\x1b[K{line}");
            let _ = io::stderr().flush();
        }
    }
}

impl Drop for Status {
    fn drop(&mut self) {
        self.write("");
    }
}
