//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::Keyboard;
use super::model::Check;
use super::sync::time::{Duration, Instant};
use super::sync::{Arc, thread};

const TIMEOUT: Duration = Duration::from_secs(30);

#[test]
fn a_line_comes_in_time_or_not() {
    Check::new("01/whole-line")
        .run(|| {
            let (start, keyboard) = (Instant::now(), Arc::new(Keyboard::new()));
            let theirs = keyboard.clone();
            let typist = thread::spawn(move || "y\n".chars().for_each(|key| theirs.press(key)));
            let line = keyboard.line(TIMEOUT);
            let waited = start.elapsed();
            typist.join().unwrap();
            match &line {
                Some(line) => assert_eq!(line, "y\n", "no whole line"),
                None => assert!(waited >= TIMEOUT, "gave up after {waited:?}"),
            }
            // At the end both are right: to look once more, and not to.
            if waited < TIMEOUT {
                "early"
            } else {
                "at the end"
            }
        })
        .holds()
        .reaches([r#""at the end""#, r#""early""#])
        .is_contended();
}

#[test]
fn a_line_that_is_there_already() {
    Check::new("01/whole-line-there")
        .run(|| {
            let keyboard = Keyboard::new();
            "y\n".chars().for_each(|key| keyboard.press(key));
            let line = keyboard.line(TIMEOUT);
            assert_eq!(line.as_deref(), Some("y\n"), "it was there before the wait");
        })
        .holds();
}
