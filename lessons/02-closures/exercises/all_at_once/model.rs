//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::each;
use super::model::{Check, note};
use super::sync::Mutex;

#[test]
fn all_items_at_once_and_the_results_in_order() {
    Check::new("02/all-at-once")
        .run(|| {
            let begun = Mutex::new(String::new());
            let saved = each(&["a", "b"], |page| {
                note(format!("saves {page}"));
                begun.lock().push_str(page);
                page.to_uppercase()
            });
            let saved: Vec<_> = saved.into_iter().map(Result::unwrap).collect();
            assert_eq!(saved, ["A", "B"], "in the order of the items");
            begun.into_inner()
        })
        .holds()
        .reaches([r#""ab""#, r#""ba""#])
        .is_concurrent();
}

#[test]
fn a_panic_stays_in_its_place() {
    Check::new("02/all-at-once-panic")
        .run(|| {
            let saved = each(&["full", "b"], |page| {
                assert!(*page != "full", "no space left");
                page.to_uppercase()
            });
            let saved: Vec<_> = saved.iter().map(|saved| saved.as_deref().ok()).collect();
            assert_eq!(saved, [None, Some("B")], "the results, in order");
        })
        .holds();
}
