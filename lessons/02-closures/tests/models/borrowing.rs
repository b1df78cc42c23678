//! A closure behind and one in front, both of which may borrow: when `beside` returns, neither runs.

use crate::beside;
use crate::model::{Named, check};
use crate::sync::Mutex;

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
