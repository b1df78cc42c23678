//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::count;
use super::model::Check;

#[test]
fn a_station_may_have_several_votes() {
    Check::new("06/one-end-too-many")
        .preemptions(2)
        .run(|| {
            let sum = count(vec![vec![1, 2], vec![4]]);
            assert_eq!(sum, 7, "a vote is missing");
            sum
        })
        .holds()
        .reaches(["7"])
        .is_concurrent();
}

#[test]
fn a_station_may_have_none() {
    Check::new("06/one-end-too-many-none")
        .preemptions(2)
        .run(|| {
            let sum = count(vec![vec![], vec![1]]);
            assert_eq!(sum, 1, "a vote is missing");
            sum
        })
        .holds()
        .reaches(["1"]);
}
