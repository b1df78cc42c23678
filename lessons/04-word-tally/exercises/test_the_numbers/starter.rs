//! `Numbers` (in `test_the_numbers/subject.rs`) is correct. Four other implementations are not, and you
//! cannot see them. Write models that pass for this one and fail for each of those.

use super::model::model;
use super::subject::Numbers;

#[test]
fn a_word_has_one_number() {
    model(|| {
        let numbers = Numbers::default();
        // TODO: which other thread calls `of`, and for which words? What do the numbers promise?
        assert_eq!(numbers.of("the"), numbers.of("the"));
    });
}
