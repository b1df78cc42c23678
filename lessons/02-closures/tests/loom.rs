//! The models of lesson 02: the technique and its traps, in every interleaving.
//!
//! One property runs over the technique and four of its traps: when `wait` says that all is well, the
//! whole effect of the work is there. Another runs over the loop and its trap: each item is worked on
//! once.

use workbook::model::sync;
use workbook::model::{Check, Named, Report, check, note};
use workbook::recording::FailureKind;

use sync::thread::Result;
use sync::time::Duration;
use sync::{Arc, Mutex};

#[allow(dead_code)]
#[path = "../src/background.rs"]
mod background;
#[path = "../src/beside.rs"]
mod beside;
#[path = "../src/each.rs"]
mod each;
#[path = "../src/pool.rs"]
mod pool;
#[path = "../src/sharing.rs"]
mod sharing;
#[allow(dead_code)]
#[path = "../src/traps"]
mod traps {
    pub mod captured_loop_variable;
    pub mod detached;
    pub mod sleep_is_not_wait;
    pub mod swallowed_panic;
    pub mod yield_is_not_wait;
}
#[path = "../src/watched.rs"]
mod watched;

/// What the work does in two steps, each under a lock of the model's.
type Page = Arc<Mutex<String>>;

fn page() -> Page {
    Arc::new(Mutex::new(String::new()).named("page"))
}

type Work = Box<dyn FnOnce() + Send>;

/// What waits for work that was started.
type Wait = Box<dyn FnOnce() -> Result<()>>;

/// Starts the work: the technique's way, or a trap's, which has the same names.
type Start = fn(Work) -> Wait;

macro_rules! start {
    ($($module:ident)::+) => {
        |work| {
            let background = $($module)::+::Background::start(work).unwrap();
            Box::new(move || background.wait())
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
    check("02/background", || saved(start!(background), one))
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
    check("02/background-twice", || saved_by_two(start!(background)))
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

#[test]
fn a_panic_inside_reaches_whoever_waits() {
    check("02/background-panic", || {
        saved(start!(background), fails_halfway)
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
    check("02/detached", || saved(start!(traps::detached), one))
        .fails(FailureKind::Assertion, 0)
        .is_recorded();
}

#[test]
fn yield_is_not_wait() {
    check("02/yield-is-not-wait", || {
        saved(start!(traps::yield_is_not_wait), one)
    })
    .fails(FailureKind::Assertion, 1)
    .is_recorded();
}

#[test]
fn sleep_is_not_wait() {
    check("02/sleep-is-not-wait", || {
        saved(start!(traps::sleep_is_not_wait), one)
    })
    .fails(FailureKind::Assertion, 0)
    .is_recorded();
}

#[test]
fn swallowed_panic() {
    check("02/swallowed-panic", || {
        saved(start!(traps::swallowed_panic), fails_halfway)
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
    check("02/background-ends", || ends(start!(background)))
        .holds()
        .reaches([r#""done""#])
        .is_contended()
        .is_recorded();
}

#[test]
fn detached_is_left_running() {
    check("02/detached-ends", || ends(start!(traps::detached)))
        .fails(FailureKind::ThreadLeftRunning, 0)
        .is_recorded();
}

/// Two threads, and the work borrows the page: when `beside` returns, nobody is left running, and the
/// page is its owner's again.
#[test]
fn beside_with_two_threads() {
    check("02/beside", || {
        let page = Mutex::new(String::new()).named("page");
        let behind = || {
            page.lock().push_str("in");
            page.lock().push_str("side");
        };
        let (worked, ()) = beside::beside(behind, || page.lock().push_str(" after ")).unwrap();
        assert!(worked.is_ok());
        let page = page.into_inner();
        assert!(page.contains("in") && page.contains("side"), "{page:?}");
        page
    })
    .holds()
    .reaches([
        r#"" after inside""#,
        r#""in after side""#,
        r#""inside after ""#,
    ])
    .is_contended()
    .is_recorded();
}

/// Three threads: a scope within a scope.
#[test]
fn beside_with_three_threads() {
    check("02/beside-twice", || {
        let page = Mutex::new(String::new()).named("page");
        let behind = || page.lock().push('b');
        let front = || beside::beside(|| page.lock().push('c'), || page.lock().push('f'));
        let (worked, within) = beside::beside(behind, front).unwrap();
        assert!(worked.is_ok() && within.unwrap().0.is_ok());
        page.into_inner()
    })
    .holds()
    .reaches([
        r#""bcf""#, r#""bfc""#, r#""cbf""#, r#""cfb""#, r#""fbc""#, r#""fcb""#,
    ])
    .is_contended()
    .is_recorded();
}

#[test]
fn a_panic_behind_is_handed_to_the_front() {
    check("02/beside-panic", || {
        let page = Mutex::new(String::new()).named("page");
        let behind = || {
            page.lock().push_str("in");
            panic!("no space left for the second half");
        };
        let (worked, ()) = beside::beside(behind, || page.lock().push_str(" after ")).unwrap();
        assert!(worked.is_err());
        page.into_inner()
    })
    .holds()
    .reaches([r#"" after in""#, r#""in after ""#])
    .is_contended()
    .is_recorded();
}

/// Runs a closure for each item: the technique's way, or the trap's.
type Each = fn(&[usize], &(dyn Fn(&usize) + Sync));

macro_rules! each {
    ($($module:ident)::+) => {
        |items, work| $($module)::+::each(items, work).unwrap()
    };
}

/// Each item is worked on once. In which order.
fn each_once(how: Check, run: Each, items: &'static [usize]) -> Report {
    how.run(move || {
        let seen = Mutex::new(vec![]);
        run(items, &|item| {
            note(format!("works on item {item}"));
            seen.lock().push(*item);
        });
        let seen = seen.into_inner();
        let mut sorted = seen.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, items, "not each item once");
        seen
    })
}

#[test]
fn each_with_three_threads() {
    each_once(Check::new("02/each"), each!(each), &[0, 1])
        .holds()
        .reaches(["[0, 1]", "[1, 0]"])
        .is_contended()
        .is_recorded();
}

#[test]
fn each_with_four_threads() {
    each_once(Check::new("02/each-three"), each!(each), &[0, 1, 2])
        .holds()
        .reaches([
            "[0, 1, 2]",
            "[0, 2, 1]",
            "[1, 0, 2]",
            "[1, 2, 0]",
            "[2, 0, 1]",
            "[2, 1, 0]",
        ])
        .is_contended()
        .is_recorded();
}

#[test]
fn each_with_two_threads() {
    each_once(Check::new("02/each-one"), each!(each), &[0])
        .holds()
        .reaches(["[0]"])
        .is_contended()
        .is_recorded();
}

#[test]
fn captured_loop_variable() {
    let run: Each = each!(traps::captured_loop_variable);
    each_once(Check::new("02/captured-loop-variable"), run, &[0, 1])
        .fails(FailureKind::Assertion, 0)
        .is_recorded();
}

/// Every closure that a pool was given has run once when its wait is over.
fn pooled(how: Check, threads: usize, closures: usize) -> Report {
    how.run(move || {
        let page = page();
        let pool = pool::Pool::start(threads).unwrap();
        for letter in ["a", "b", "c"].iter().take(closures) {
            let page = page.clone();
            pool.run(move || page.lock().push_str(letter));
        }
        assert!(pool.wait().is_ok());
        let page = page.lock();
        assert_eq!(page.len(), closures, "not each closure once");
        page.clone()
    })
}

#[test]
fn pool_with_two_threads() {
    pooled(Check::new("02/pool-one"), 1, 3)
        .holds()
        .reaches([r#""abc""#])
        .is_contended()
        .is_recorded();
}

#[test]
fn pool_with_three_threads() {
    pooled(Check::new("02/pool").preemptions(3), 2, 2)
        .holds()
        .reaches([r#""ab""#, r#""ba""#])
        .is_contended()
        .is_recorded();
}

/// The first closure panics; the other one runs if a thread is left, and the wait tells either way.
#[test]
fn a_panic_in_a_pool_reaches_whoever_waits() {
    for (id, threads) in [("02/pool-panic", 1), ("02/pool-panic-others", 2)] {
        let report = Check::new(id).preemptions(3).run(move || {
            let page = page();
            let pool = pool::Pool::start(threads).unwrap();
            pool.run(|| panic!("no space left"));
            let theirs = page.clone();
            pool.run(move || theirs.lock().push_str("saved"));
            assert!(pool.wait().is_err(), "nobody learnt of the panic");
            let page = page.lock();
            page.clone()
        });
        report.holds().is_contended().is_recorded();
        if threads == 1 {
            report.reaches([r#""""#]);
        } else {
            report.reaches([r#""saved""#]);
        }
    }
}

/// Whoever watches a count sees it rise, and the whole of it once the work is over.
fn counted(how: Check, counters: usize) -> Report {
    how.run(move || {
        let limit = Duration::from_millis(100);
        let (counter, watched) = watched::watched();
        let count = background::Background::start(move || {
            for _ in 0..counters {
                counter.add(1);
            }
        });
        let early = watched.wait(limit);
        assert!(early.count == counters as u64 || !early.ended);
        assert!(count.unwrap().wait().is_ok());
        let late = watched.wait(limit);
        assert!(late.ended && late.count == counters as u64);
        early.count
    })
}

#[test]
fn watched_with_two_threads() {
    counted(Check::new("02/watched"), 2)
        .holds()
        .reaches(["0", "1", "2"])
        .is_contended()
        .is_recorded();
}

/// Three threads: one foreground watches two counts.
#[test]
fn watched_with_three_threads() {
    Check::new("02/watched-twice")
        .run(|| {
            let limit = Duration::from_millis(100);
            let started = [(); 2].map(|()| {
                let (counter, watched) = watched::watched();
                let work = background::Background::start(move || counter.add(1));
                (work.unwrap(), watched)
            });
            let seen = started.each_ref().map(|(_, watched)| watched.wait(limit));
            for (work, watched) in started {
                assert!(work.wait().is_ok());
                assert_eq!(watched.wait(limit).count, 1);
            }
            seen.map(|state| state.count)
        })
        .holds()
        .reaches(["[0, 0]", "[0, 1]", "[1, 0]", "[1, 1]"])
        .is_contended()
        .is_recorded();
}

/// The four ways of sharing do what their types say.
#[test]
fn sharing() {
    let words = || vec![String::from("two"), String::from("words")];
    check("02/sharing-move", move || sharing::moved(words()))
        .holds()
        .reaches(["8"])
        .is_contended()
        .is_recorded();
    check("02/sharing-borrow", move || sharing::borrowed(&words()))
        .holds()
        .reaches(["(8, 2)"])
        .is_contended()
        .is_recorded();
    check("02/sharing-arc", move || sharing::counted(words()))
        .holds()
        .reaches(["(8, 2)"])
        .is_contended()
        .is_recorded();
    check("02/sharing-mutex", move || sharing::locked(words()))
        .holds()
        .reaches(["8"])
        .is_contended()
        .is_recorded();
}
