//! Grades the answer. Do not edit it, but read it to see what is required.

use super::exercise::Desk;
use super::model::{Check, Named, note};
use super::sync::atomic::{AtomicU32, Ordering};
use super::sync::{Arc, thread};

/// Counts the readers that have the book.
struct Book(AtomicU32);

impl Book {
    fn new() -> Book {
        Book(AtomicU32::new(0).named("readers"))
    }

    fn read(&self) {
        let readers = self.0.fetch_add(1, Ordering::SeqCst) + 1;
        note("has the book");
        assert_eq!(readers, 1, "two have the book at once");
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[test]
fn one_reader_at_a_time_has_the_book() {
    Check::new("07/release-your-own")
        .run(|| {
            let (desk, book) = (Arc::new(Desk::new()), Arc::new(Book::new()));
            let other = thread::spawn({
                let (desk, book) = (desk.clone(), book.clone());
                move || {
                    (0..2)
                        .filter(|_| desk.read(|| book.read()).is_some())
                        .count()
                }
            });
            let mine = desk.read(|| book.read()).is_some();
            let theirs = other.join().unwrap();
            assert!(
                desk.read(|| book.read()).is_some(),
                "the book is missing at the end"
            );
            (mine, theirs)
        })
        .holds()
        .reaches(["(false, 2)", "(true, 0)", "(true, 1)", "(true, 2)"])
        .is_concurrent();
}

#[test]
fn a_reader_that_arrives_meanwhile_does_not_wait() {
    Check::new("07/release-your-own-meanwhile")
        .run(|| {
            let desk = Arc::new(Desk::new());
            let theirs = desk.clone();
            desk.read(|| {
                let other = thread::spawn(move || theirs.read(|| ()));
                let read = other.join().unwrap();
                assert!(read.is_none(), "two have the book at once");
            })
        })
        .holds()
        .reaches(["Some(())"]);
}
