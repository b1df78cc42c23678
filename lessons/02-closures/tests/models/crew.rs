//! A pool: when its wait returns, every closure has run, or the wait reports a panic.

use crate::model::{self, Check, Report};
use crate::{page, pool};

/// When the wait returns, every closure has run once.
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

/// Any worker may take any closure, and they may write in any order.
fn pool_with_four_threads() {
    pooled(Check::new("02/pool-three"), 3, 3)
        .holds()
        .reaches([
            r#""abc""#, r#""acb""#, r#""bac""#, r#""bca""#, r#""cab""#, r#""cba""#,
        ])
        .is_contended()
        .is_recorded();
}

model::larger!(pool_with_four_threads);

/// The first closure panics. The other one runs if a thread is left; the wait reports the panic either way.
#[test]
fn a_panic_in_a_pool_reaches_the_waiting_thread() {
    for (id, threads) in [("02/pool-panic", 1), ("02/pool-panic-others", 2)] {
        let report = Check::new(id).preemptions(3).run(move || {
            let page = page();
            let pool = pool::Pool::start(threads).unwrap();
            pool.run(|| panic!("no space left"));
            let theirs = page.clone();
            pool.run(move || theirs.lock().push_str("saved"));
            assert!(pool.wait().is_err(), "the panic was not reported");
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
