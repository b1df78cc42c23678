//! Grades the answer. Do not edit it.

use super::exercise::{FAILS, OUTCOMES, program};
use super::model::Check;

#[test]
fn the_prediction() {
    Check::new("06/after-done")
        .run(program)
        .is_predicted(FAILS, OUTCOMES);
}
