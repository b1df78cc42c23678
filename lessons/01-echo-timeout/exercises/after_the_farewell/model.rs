//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::run;
use super::model::{Check, Named};
use super::sync::thread::{self, ThreadId};
use super::sync::time::{Duration, Instant};
use super::sync::{Arc, Mutex};

/// How long the foreground waits.
const LIMIT: Duration = Duration::from_secs(30);
/// The closing message.
const FAREWELL: &str = "Timed out.";

/// What was printed. An answer can print, and cannot take anything back.
pub struct Screen {
    start: Instant,
    lines: Mutex<Vec<Line>>,
}

/// A line, the thread that printed it, and when.
#[derive(Clone, Copy)]
struct Line {
    text: &'static str,
    by: ThreadId,
    at: Duration,
}

impl Screen {
    /// Prints a line.
    #[track_caller]
    pub fn print(&self, text: &'static str) {
        let (by, at) = (thread::current().id(), self.start.elapsed());
        self.lines.lock().push(Line { text, by, at });
    }
}

/// What `run` prints: words that the copier prints, then the closing message.
fn printed(words: &'static [&'static str]) -> Vec<Line> {
    let screen = Arc::new(Screen {
        start: Instant::now(),
        lines: Mutex::new(vec![]).named("screen"),
    });
    run(words, &screen);
    let lines = screen.lines.lock().clone();
    let texts: Vec<_> = lines.iter().map(|line| line.text).collect();
    assert_eq!(texts.last(), Some(&FAREWELL), "what is printed last");
    let (last, echoed) = lines.split_last().unwrap();
    assert_eq!(
        texts[..echoed.len()],
        words[..echoed.len()],
        "the words on the screen"
    );
    let main = thread::current().id();
    assert!(
        echoed.iter().all(|line| line.by != main) && last.by == main,
        "the copier prints the words, and the foreground the closing message"
    );
    assert_eq!(last.at, LIMIT, "when the closing message was printed");
    lines
}

#[test]
fn nothing_follows_the_farewell() {
    Check::new("01/after-the-farewell")
        .run(|| {
            let lines = printed(&["one", "two"]);
            let texts: Vec<_> = lines.iter().map(|line| line.text).collect();
            texts.join(" ")
        })
        .holds()
        .reaches([
            r#""Timed out.""#,
            r#""one Timed out.""#,
            r#""one two Timed out.""#,
        ])
        .is_concurrent();
}

#[test]
fn a_word_may_be_printed_until_the_foreground_closes() {
    Check::new("01/after-the-farewell-in-time")
        .run(|| match printed(&["seven"])[..] {
            [word, _] if word.at < LIMIT => "in time",
            // The foreground has slept, and has not closed yet.
            [_, _] => "as the time is over",
            _ => "not at all",
        })
        .holds()
        .reaches([
            r#""as the time is over""#,
            r#""in time""#,
            r#""not at all""#,
        ])
        .is_concurrent();
}
