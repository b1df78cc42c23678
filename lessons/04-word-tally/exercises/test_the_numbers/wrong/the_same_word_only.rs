//! `Numbers` (in `test_the_numbers/subject.rs`) is correct. Four other implementations are not, and you
//! cannot see them. Write models that pass for this one and fail for each of those.

use super::model::model;
use super::subject::Numbers;
use super::sync::{Arc, thread};

// It never checks whether another word has its number.
#[test]
fn a_word_has_one_number() {
    model(|| {
        let numbers = Arc::new(Numbers::default());
        let theirs = numbers.clone();
        let worker = thread::spawn(move || theirs.of("the"));
        let number = numbers.of("the");
        numbers.of("fox");
        assert_eq!(worker.join().unwrap(), number);
    });
}
