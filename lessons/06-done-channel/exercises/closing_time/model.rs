//! Runs the program, also with a line changed. Not to be edited.

use super::exercise::sum;
use super::model::Check;

#[test]
fn every_reading_is_added_and_the_program_ends() {
    Check::new("06/closing-time")
        .run(|| {
            let sum = sum([4, 9]);
            assert_eq!(sum, 13, "a reading is missing");
        })
        .holds()
        .is_concurrent();
}
