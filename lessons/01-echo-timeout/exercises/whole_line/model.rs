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
            let typist = thread::spawn(move || {
                "y\n".chars().for_each(|key| theirs.press(key));
                Instant::now()
            });
            let line = keyboard.line(TIMEOUT);
            let waited = start.elapsed();
            let typed = typist.join().unwrap() - start;
            match &line {
                Some(line) => assert_eq!(line, "y\n", "no whole line"),
                None => assert!(waited >= TIMEOUT, "gave up after {waited:?}"),
            }
            assert!(
                waited < TIMEOUT || typed >= TIMEOUT,
                "the line was typed in time, and `line` returned when the time was over"
            );
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
            let (start, keyboard) = (Instant::now(), Keyboard::new());
            "no\n".chars().for_each(|key| keyboard.press(key));
            let line = keyboard.line(TIMEOUT);
            assert_eq!(
                line.as_deref(),
                Some("no\n"),
                "it was there before the wait"
            );
            assert_eq!(start.elapsed(), Duration::ZERO, "it was there already");
        })
        .holds();
}

#[test]
fn half_a_line_is_none() {
    Check::new("01/whole-line-half")
        .run(|| {
            let (start, keyboard) = (Instant::now(), Arc::new(Keyboard::new()));
            let theirs = keyboard.clone();
            let typist = thread::spawn(move || theirs.press('y'));
            assert_eq!(keyboard.line(TIMEOUT), None, "the line has no end");
            typist.join().unwrap();
            assert!(start.elapsed() >= TIMEOUT, "gave up too early");
        })
        .holds();
}
