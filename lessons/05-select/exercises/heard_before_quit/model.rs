//! Grades the answer. Do not edit it.

use super::exercise::{FAILS, OUTCOMES, program};
use super::model::Check;

#[test]
fn the_prediction() {
    Check::new("05/heard-before-quit")
        .run(program)
        .is_predicted(FAILS, OUTCOMES);
}
