//! Grades the answer. Not to be edited.

use super::exercise::{FAILS, OUTCOMES, program};
use super::model::Check;

#[test]
fn the_prediction() {
    Check::new("07/a-lock-for-two")
        .run(program)
        .is_predicted(FAILS, OUTCOMES);
}
