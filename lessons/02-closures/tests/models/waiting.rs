//! One closure in the background, and whoever waits for it: when `wait` says that all is well, the
//! whole effect of the work is there. One model over the technique and four of its traps.

use crate::background::Background;
use crate::model::{self, check, note};
use crate::sync::thread::Result;
use crate::{Page, page, traps};
use checker::recording::FailureKind;

type Work = Box<dyn FnOnce() + Send>;

/// What waits for work that was started.
type Wait = Box<dyn FnOnce() -> Result<()>>;

/// Starts the work, to be waited for the technique's way or a trap's.
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

/// What is said of one piece of work after the wait.
fn told(told: Result<()>) -> &'static str {
    match told {
        Ok(()) => "done",
        Err(_) => "panicked",
    }
}

/// Two threads. When the wait says that the work is done, the whole word is there.
fn saved(start: Start, work: fn(&Page) -> Work) -> (&'static str, String) {
    let page = page();
    let wait = start(work(&page));
    page.lock().push_str(" after ");
    let told = told(wait());
    let page = page.lock();
    note(format!("is told: {told}; reads {:?}", *page));
    let whole = page.contains("in") && page.contains("side");
    let all = told == "panicked" || whole;
    assert!(all, "told that it is done, and the page says {:?}", *page);
    (told, page.clone())
}

fn one(page: &Page) -> Work {
    saves(page, "in", "side")
}

/// Each of so many closures writes a letter on one page, and all are waited for.
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
        "not each letter once: {:?}",
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

/// 6 schedules, 3!: who writes first, and who of the other two.
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
fn a_panic_inside_reaches_whoever_waits() {
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

/// The work is the last thing that happens: when main has waited, nobody is left running. The checker
/// itself sees to that.
fn ends(start: Start) -> &'static str {
    let page = page();
    let wait = start(saves(&page, "in", "side"));
    told(wait())
}

#[test]
fn nobody_is_left_running() {
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
