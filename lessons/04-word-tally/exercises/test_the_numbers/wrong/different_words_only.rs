//! `Numbers` (in `test_the_numbers/subject.rs`) is correct. Four other implementations are not, and you
//! cannot see them. Write models that pass for this one and fail for each of those.

use super::model::model;
use super::subject::Numbers;
use super::sync::{Arc, thread};

// It never checks whether a word has two numbers.
#[test]
fn two_words_have_two_numbers() {
    model(|| {
        let numbers = Arc::new(Numbers::default());
        let theirs = numbers.clone();
        let worker = thread::spawn(move || theirs.of("the"));
        let number = numbers.of("fox");
        assert_ne!(worker.join().unwrap(), number);
    });
}
