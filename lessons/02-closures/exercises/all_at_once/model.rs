//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::each;
use super::model::{Check, note};
use super::sync::{Condvar, Mutex, thread};

#[test]
fn all_items_at_once_and_the_results_in_order() {
    Check::new("02/all-at-once")
        .run(|| {
            let main = thread::current().id();
            let begun = Mutex::new(vec![]);
            let saved = each(&["a", "b"], |page| {
                note(format!("saves {page}"));
                begun.lock().push((*page, thread::current().id()));
                page.to_uppercase()
            });
            let saved: Vec<_> = saved.into_iter().map(Result::unwrap).collect();
            assert_eq!(saved, ["A", "B"], "in the order of the items");
            let begun = begun.into_inner();
            for (page, thread) in &begun {
                assert_ne!(*thread, main, "the calling thread saves {page}");
            }
            let pages: Vec<_> = begun.iter().map(|(page, _)| *page).collect();
            pages.concat()
        })
        .holds()
        .reaches([r#""ab""#, r#""ba""#])
        .is_concurrent();
}

#[test]
fn each_item_is_at_work_while_the_other_one_is() {
    Check::new("02/all-at-once-side-by-side")
        .preemptions(1)
        .run(|| {
            let (begun, another) = (Mutex::new(vec![]), Condvar::new());
            let saved = each(&["x", "y"], |page| {
                let mut begun = begun.lock();
                begun.push(*page);
                another.notify_all();
                while begun.len() < 2 {
                    note("waits until the other item is at work, too");
                    another.wait(&mut begun);
                }
            });
            saved.into_iter().for_each(Result::unwrap);
            let mut begun = begun.into_inner();
            begun.sort();
            assert_eq!(begun, ["x", "y"], "each page is saved once");
        })
        .holds();
}

/// What became of each page, where the page `full` cannot be saved.
fn saved(pages: [&'static str; 2]) -> Vec<String> {
    let saved = each(&pages, |page| {
        assert!(*page != "full", "no space left");
        page.to_uppercase()
    });
    let message = |saved: thread::Result<String>| match saved {
        Ok(page) => page,
        Err(payload) => payload
            .downcast_ref::<&str>()
            .map_or("", |text| *text)
            .into(),
    };
    saved.into_iter().map(message).collect()
}

#[test]
fn a_panic_stays_in_its_place() {
    Check::new("02/all-at-once-panic")
        .run(|| assert_eq!(saved(["full", "b"]), ["no space left", "B"], "the results"))
        .holds();
}

#[test]
fn a_panic_of_the_last_stays_in_its_place_too() {
    Check::new("02/all-at-once-last-panic")
        .run(|| assert_eq!(saved(["c", "full"]), ["C", "no space left"], "the results"))
        .holds();
}
