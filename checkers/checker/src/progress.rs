//! One line on a terminal about a search that takes a while, rewritten in place and erased at the end.
//!
//! The thread that waits for the verdict writes it, so the search is not slowed down. A process that was started by
//! the command writes it for the command, which shows it.

use crate::watch::{Pass, Watch};
use recording::protocol::{PROGRESS, SEARCHING};
use recording::{Estimate, number};
use std::env;
use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// A search that ends sooner shows nothing.
const A_WHILE: Duration = Duration::from_millis(500);

/// One search at a time has the line: tests may run several.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The line about one search.
pub(crate) struct Progress<'a> {
    model: &'a str,
    started: Instant,
    limit: Duration,
    /// An earlier search of the same check found a failure.
    failed: bool,
    place: Option<Place>,
    shown: bool,
}

/// Where the line goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Terminal,
    /// The process that started this one.
    Parent,
}

impl<'a> Progress<'a> {
    pub(crate) fn new(model: &'a str, limit: Duration, failed: bool) -> Self {
        Progress {
            model,
            started: Instant::now(),
            limit,
            failed,
            place: place(),
            shown: false,
        }
    }

    /// Writes where the search stands.
    pub(crate) fn show(&mut self, watch: &Watch) {
        let elapsed = self.started.elapsed();
        let Some(place) = self.place.filter(|_| elapsed >= A_WHILE) else {
            return;
        };
        if !self.shown && TAKEN.swap(true, Relaxed) {
            return;
        }
        self.shown = true;
        let (pass, failed) = watch.pass();
        let line = line(
            &pass,
            failed || self.failed,
            self.limit.saturating_sub(elapsed),
        );
        write(
            place,
            &match place {
                Place::Terminal => fitting(line, self.model, columns().saturating_sub(1)),
                Place::Parent => format!("{SEARCHING} {line}"),
            },
        );
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if let (true, Some(place)) = (self.shown, self.place) {
            write(place, "");
            TAKEN.store(false, Relaxed);
        }
    }
}

/// The line, with the model if there is room: a line that wraps could not be erased.
fn fitting(line: String, model: &str, columns: usize) -> String {
    let whole = format!("{line} ({model})");
    match whole.chars().count() <= columns {
        true => whole,
        false => line.chars().take(columns).collect(),
    }
}

/// Replaces the line.
fn write(place: Place, line: &str) {
    let mut errors = io::stderr().lock();
    // If that fails there is no other place to report it.
    let _ = match place {
        Place::Terminal => write!(errors, "\r\x1b[K{line}"),
        Place::Parent => write!(errors, "{line}\r"),
    };
    let _ = errors.flush();
}

/// Where a search shows the line, if anywhere.
fn place() -> Option<Place> {
    if env::var_os(PROGRESS).is_some() {
        return Some(Place::Parent);
    }
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    let terminal = io::stderr().is_terminal() && !dumb && !is_captured();
    terminal.then_some(Place::Terminal)
}

/// Whether the test runner keeps the output of this thread, or may be writing to the same line: it names its
/// threads after their tests.
fn is_captured() -> bool {
    let is_main = std::thread::current().name() == Some("main");
    let mut arguments = env::args_os();
    let shows = arguments.any(|argument| argument == "--nocapture" || argument == "--no-capture");
    let variable = env::var_os("RUST_TEST_NOCAPTURE").is_some_and(|value| value != "0");
    !(is_main || shows || variable)
}

/// The columns of the terminal.
fn columns() -> usize {
    #[cfg(unix)]
    if let Ok(size) = rustix::termios::tcgetwinsize(io::stderr())
        && size.ws_col > 1
    {
        return size.ws_col.into();
    }
    80
}

/// `48,213 of about 1.2 million (300,000 to 5 million), 3 min left, no failure yet`.
fn line(pass: &Pass, failed: bool, limit: Duration) -> String {
    let executions = number(pass.executions);
    let counts = match pass.estimate {
        _ if pass.is_random => format!("{executions} executions at random"),
        Some(estimate) => format!("{executions} of {estimate}"),
        None => format!("{executions} executions"),
    };
    let failures = match failed {
        true => "1 failure, searching for one with fewer preemptions",
        false => "no failure yet",
    };
    format!("{counts}, {}, {failures}", left(pass, limit))
}

/// How long the search takes from now on: as long as its executions take, or until its time is up.
fn left(pass: &Pass, limit: Duration) -> String {
    let left = pass.estimate.map(|estimate: Estimate| {
        let left = estimate.about.saturating_sub(pass.executions) as f64;
        pass.elapsed.as_secs_f64() * left / pass.executions.max(1) as f64
    });
    match left.filter(|left| *left < limit.as_secs_f64()) {
        Some(left) => format!("{} left", rough(left)),
        None => format!("stops in {}", rough(limit.as_secs_f64())),
    }
}

/// `40 s`, `3 min`, `5 h`, `12 days`.
fn rough(seconds: f64) -> String {
    const UNITS: [(f64, &str); 3] = [(86_400.0, "days"), (3_600.0, "h"), (60.0, "min")];
    let unit = UNITS.into_iter().find(|(unit, _)| seconds >= unit * 2.0);
    let (unit, name) = unit.unwrap_or((1.0, "s"));
    format!(
        "{} {name}",
        number((seconds / unit).round().max(1.0) as u64)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASS: Pass = Pass {
        executions: 48_213,
        elapsed: Duration::from_secs(20),
        is_random: false,
        estimate: Some(Estimate {
            low: 300_000,
            about: 482_130,
            high: 5_000_000,
        }),
    };

    #[test]
    fn a_search_says_how_many_executions_there_are_and_how_long_they_take() {
        assert_eq!(
            line(&PASS, false, Duration::from_secs(600)),
            "48,213 of about 480,000 (300,000 to 5 million), 3 min left, no failure yet"
        );
    }

    #[test]
    fn a_search_that_runs_out_of_time_says_when() {
        assert_eq!(
            line(&PASS, false, Duration::from_secs(40)),
            "48,213 of about 480,000 (300,000 to 5 million), stops in 40 s, no failure yet"
        );
    }

    #[test]
    fn without_an_estimate_there_are_executions_and_time() {
        let pass = Pass {
            estimate: None,
            ..PASS
        };
        assert_eq!(
            line(&pass, false, Duration::from_secs(7_300)),
            "48,213 executions, stops in 2 h, no failure yet"
        );
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let line = || "12 executions".to_string();
        assert_eq!(fitting(line(), "a/b", 19), "12 executions (a/b)");
        assert_eq!(fitting(line(), "a/b", 18), "12 executions");
        assert_eq!(fitting(line(), "a/b", 5), "12 ex");
    }

    #[test]
    fn a_failure_is_known_while_a_simpler_one_is_looked_for() {
        let pass = Pass {
            is_random: true,
            ..PASS
        };
        assert_eq!(
            line(&pass, true, Duration::from_secs(9)),
            "48,213 executions at random, stops in 9 s, 1 failure, searching for one with fewer preemptions"
        );
    }
}
