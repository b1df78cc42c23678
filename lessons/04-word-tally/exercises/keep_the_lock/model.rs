//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::count;
use super::model::Check;

#[test]
fn two_workers_lose_no_vote() {
    Check::new("04/keep-the-lock")
        .run(|| {
            let votes = count(2);
            assert_eq!(votes, 2, "a vote was lost");
            votes
        })
        .holds()
        .reaches(["2"])
        .is_concurrent();
}

#[test]
fn three_workers_lose_no_vote() {
    Check::new("04/keep-the-lock-three")
        .preemptions(2)
        .run(|| {
            let votes = count(3);
            assert_eq!(votes, 3, "a vote was lost");
            votes
        })
        .holds()
        .reaches(["3"])
        .is_concurrent();
}
