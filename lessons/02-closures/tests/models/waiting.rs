//! One closure in the background, and a caller that waits for it: when `wait` reports success, the whole
//! effect of the work is visible. One model over the correct wait and four traps.

use crate::background::Background;
use crate::model::{self, check, note};
use crate::sync::thread::Result;
use crate::{Page, page, traps};
use checker::recording::FailureKind;

type Work = Box<dyn FnOnce() + Send>;

/// A wait for work that was started.
type Wait = Box<dyn FnOnce() -> Result<()>>;

/// Starts the work, which is then waited for correctly or in a trap's way.
type Start = fn(Work) -> Wait;

macro_rules! start {
    ($wait:path) => {
        |work| {
            let background = Background::start(work).unwrap();
            Box::new(move || $wait(background))
        }
    };
}

/// Work that writes a word in two halves.
fn saves(page: &Page, half: &'static str, rest: &'static str) -> Work {
    let page = page.clone();
    Box::new(move || {
        page.lock().push_str(half);
        page.lock().push_str(rest);
    })
}

/// As [`saves`], but the second half fails.
fn fails_halfway(page: &Page) -> Work {
    let page = page.clone();
    Box::new(move || {
        page.lock().push_str("in");
        panic!("no space left for the second half");
    })
}

/// The result of a wait, in a word.
fn reported(result: Result<()>) -> &'static str {
    match result {
        Ok(()) => "done",
        Err(_) => "panicked",
    }
}

/// Two threads. When the wait reports that the work is done, the whole word is there.
fn saved(start: Start, work: fn(&Page) -> Work) -> (&'static str, String) {
    let page = page();
    let wait = start(work(&page));
    page.lock().push_str(" after ");
    let reported = reported(wait());
    let page = page.lock();
    note(format!("wait returns: {reported}; reads {:?}", *page));
    let whole = page.contains("in") && page.contains("side");
    let all = reported == "panicked" || whole;
    assert!(all, "wait returned, but the page says {:?}", *page);
    (reported, page.clone())
}

fn one(page: &Page) -> Work {
    saves(page, "in", "side")
}

/// Each closure writes a letter on one page, and all of them are waited for.
fn saved_by_many(start: Start, letters: &[&'static str]) -> String {
    let page = page();
    let started = letters.iter().map(|letter| {
        let (page, letter) = (page.clone(), *letter);
        start(Box::new(move || page.lock().push_str(letter)))
    });
    let started: Vec<_> = started.collect();
    started.into_iter().for_each(|wait| assert!(wait().is_ok()));
    let page = page.lock();
    assert_eq!(
        page.len(),
        letters.len(),
        "not every letter exactly once: {:?}",
        *page
    );
    page.clone()
}

/// Three threads: two closures write on one page, and both are waited for.
fn saved_by_two(start: Start) -> String {
    let page = page();
    let first = start(saves(&page, "a", "b"));
    let second = start(saves(&page, "x", "y"));
    assert!(first().is_ok() && second().is_ok());
    let page = page.lock();
    for half in ["a", "b", "x", "y"] {
        assert!(page.contains(half), "{half:?} is missing: {:?}", *page);
    }
    page.clone()
}

#[test]
fn background_with_two_threads() {
    check("02/background", || saved(start!(Background::wait), one))
        .holds()
        .reaches([
            r#"("done", " after inside")"#,
            r#"("done", "in after side")"#,
            r#"("done", "inside after ")"#,
        ])
        .is_contended()
        .is_recorded();
}

#[test]
fn background_with_three_threads() {
    check("02/background-twice", || {
        saved_by_two(start!(Background::wait))
    })
    .holds()
    .reaches([
        r#""abxy""#,
        r#""axby""#,
        r#""axyb""#,
        r#""xaby""#,
        r#""xayb""#,
        r#""xyab""#,
    ])
    .is_contended()
    .is_recorded();
}

/// 6 schedules, 3!: which thread writes first, and which of the other two next.
#[test]
fn background_with_four_threads() {
    check("02/background-three", || {
        saved_by_many(start!(Background::wait), &["a", "b", "c"])
    })
    .holds()
    .reaches([
        r#""abc""#, r#""acb""#, r#""bac""#, r#""bca""#, r#""cab""#, r#""cba""#,
    ])
    .is_contended()
    .is_recorded();
}

/// 24 schedules, 4!.
fn background_with_five_threads() {
    let report = check("02/background-four", || {
        saved_by_many(start!(Background::wait), &["a", "b", "c", "d"])
    });
    report.holds().is_contended().is_recorded();
    assert_eq!(report.outcomes().len(), 24);
}

model::larger!(background_with_five_threads);

#[test]
fn a_panic_inside_reaches_the_waiting_thread() {
    check("02/background-panic", || {
        saved(start!(Background::wait), fails_halfway)
    })
    .holds()
    .reaches([
        r#"("panicked", " after in")"#,
        r#"("panicked", "in after ")"#,
    ])
    .is_contended()
    .is_recorded();
}

#[test]
fn detached() {
    check("02/detached", || saved(start!(traps::detached::wait), one))
        .fails(FailureKind::Assertion, 0)
        .is_recorded();
}

#[test]
fn yield_is_not_wait() {
    check("02/yield-is-not-wait", || {
        saved(start!(traps::yield_is_not_wait::wait), one)
    })
    .fails(FailureKind::Assertion, 0)
    .is_recorded();
}

#[test]
fn sleep_is_not_wait() {
    check("02/sleep-is-not-wait", || {
        saved(start!(traps::sleep_is_not_wait::wait), one)
    })
    .fails(FailureKind::Assertion, 0)
    .is_recorded();
}

#[test]
fn swallowed_panic() {
    check("02/swallowed-panic", || {
        saved(start!(traps::swallowed_panic::wait), fails_halfway)
    })
    .fails(FailureKind::Assertion, 0)
    .is_recorded();
}

/// The work is the last thing that happens: when main has waited, no thread is left running. The checker
/// itself checks that.
fn ends(start: Start) -> &'static str {
    let page = page();
    let wait = start(saves(&page, "in", "side"));
    reported(wait())
}

#[test]
fn no_thread_is_left_running() {
    check("02/background-ends", || ends(start!(Background::wait)))
        .holds()
        .reaches([r#""done""#])
        .is_contended()
        .is_recorded();
}

#[test]
fn detached_is_left_running() {
    check("02/detached-ends", || ends(start!(traps::detached::wait)))
        .fails(FailureKind::ThreadLeftRunning, 0)
        .is_recorded();
}
