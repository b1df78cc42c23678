//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::run;
use super::model::Check;
use super::sync::thread::{self, ThreadId};
use super::sync::time::{Duration, Instant};
use super::sync::{Arc, Mutex};

/// Until then the foreground waits.
const LIMIT: Duration = Duration::from_secs(30);
/// The closing message.
const FAREWELL: &str = "Timed out.";

/// What was printed, and by which thread. An answer can print, and cannot take anything back.
pub struct Screen {
    start: Instant,
    lines: Mutex<Vec<(&'static str, ThreadId)>>,
}

impl Screen {
    /// Prints a line.
    #[track_caller]
    pub fn print(&self, line: &'static str) {
        if line == FAREWELL {
            assert!(self.start.elapsed() >= LIMIT, "the time was not over");
        }
        self.lines.lock().push((line, thread::current().id()));
    }
}

/// What is on the screen when `run` has returned: words from the copier, then the closing message.
fn printed(words: &'static [&'static str]) -> String {
    let screen = Arc::new(Screen {
        start: Instant::now(),
        lines: Mutex::new(vec![]),
    });
    run(words, &screen);
    let printed = screen.lines.lock();
    let lines: Vec<_> = printed.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines.last(), Some(&FAREWELL), "what is printed last");
    let echoed = lines.len() - 1;
    assert_eq!(lines[..echoed], words[..echoed], "the words on the screen");
    let main = thread::current().id();
    for (line, thread) in printed.iter() {
        let by_main = *line == FAREWELL;
        assert_eq!(*thread == main, by_main, "the foreground prints {line:?}");
    }
    lines.join(" ")
}

#[test]
fn nothing_follows_the_farewell() {
    Check::new("01/after-the-farewell")
        .run(|| printed(&["one", "two"]))
        .holds()
        .reaches([
            r#""Timed out.""#,
            r#""one Timed out.""#,
            r#""one two Timed out.""#,
        ])
        .is_concurrent();
}

#[test]
fn whatever_the_words_are() {
    Check::new("01/after-the-farewell-one-word")
        .run(|| printed(&["seven"]))
        .holds()
        .reaches([r#""Timed out.""#, r#""seven Timed out.""#])
        .is_concurrent();
}
