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
        let worker = thread::spawn(move || (theirs.of("the"), theirs.of("fox")));
        let told = worker.join().unwrap();
        assert_eq!(told, (0, 1));
        // Everything is known by now, so no thread has to write.
        assert_eq!(told, (numbers.of("the"), numbers.of("fox")));
    });
}
