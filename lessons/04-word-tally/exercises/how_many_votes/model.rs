//! Grades the answer. Not to be edited.

use super::exercise::{FAILS, OUTCOMES, program};
use super::model::Check;

#[test]
fn the_prediction() {
    Check::new("04/how-many-votes")
        .run(program)
        .is_predicted(FAILS, OUTCOMES);
}
