//! `Numbers` (in `test_the_numbers/subject.rs`) is correct. Four other implementations are not, and you
//! cannot see them. Write models that pass for this one and fail for each of those.

use super::model::model;
use super::subject::Numbers;
use super::sync::{Arc, thread};

#[test]
fn a_word_has_one_number() {
    model(|| {
        let numbers = Arc::new(Numbers::default());
        let theirs = numbers.clone();
        let worker = thread::spawn(move || theirs.of("the"));
        // CHANGED: main calls `of` for the same word, and then for another, while the worker runs.
        let number = numbers.of("the");
        numbers.of("fox");
        assert_eq!(worker.join().unwrap(), number);
    });
}

#[test]
fn two_words_have_two_numbers() {
    model(|| {
        let numbers = Arc::new(Numbers::default());
        let theirs = numbers.clone();
        let worker = thread::spawn(move || theirs.of("the"));
        // CHANGED: both words are new at the same time.
        let number = numbers.of("fox");
        assert_ne!(worker.join().unwrap(), number);
    });
}
