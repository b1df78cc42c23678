//! One closure behind and one in front, both of which may borrow. When `beside` returns, neither runs.

use crate::beside;
use crate::model::{self, Named, check};
use crate::sync::Mutex;

/// Two threads, and the work borrows the page: when `beside` returns, no thread is left running, and the
/// page belongs to its owner again.
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

/// Four threads: a scope within a scope within a scope. 24 schedules, 4!; returns where main's letter is.
fn beside_with_four_threads() {
    check("02/beside-thrice", || {
        let page = Mutex::new(String::new()).named("page");
        let write = |letter| page.lock().push(letter);
        let inner = || beside::beside(|| write('d'), || write('f'));
        let outer = || beside::beside(|| write('c'), inner);
        let (worked, within) = beside::beside(|| write('b'), outer).unwrap();
        let (worked_within, innermost) = within.unwrap();
        assert!(worked.is_ok() && worked_within.is_ok() && innermost.unwrap().0.is_ok());
        let page = page.into_inner();
        assert_eq!(page.len(), 4, "not each letter once: {page:?}");
        page.find('f')
    })
    .holds()
    .reaches(["Some(0)", "Some(1)", "Some(2)", "Some(3)"])
    .is_contended()
    .is_recorded();
}

model::larger!(beside_with_four_threads);

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
