//! Grades the answer. Not to be edited.

use super::exercise::{FAILS, OUTCOMES, program};
use super::model::Check;

#[test]
fn the_prediction() {
    Check::new("08/one-lane-at-a-time")
        .run(program)
        .is_predicted(FAILS, OUTCOMES);
}
