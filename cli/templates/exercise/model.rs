//! Grades the answer. Not to be edited: read it, and see what is asked for.
//! NEW: what an answer has to do; one that does nothing, or everything in one thread, has to fail.

use super::exercise::add;
use super::model::Check;
use super::sync::{Arc, Mutex};

#[test]
fn two_threads_lose_no_addition() {
    Check::new("@id@")
        .run(|| {
            let number = Arc::new(Mutex::new(5));
            add(2, &number);
            let sum = *number.lock();
            assert_eq!(sum, 7, "an addition was lost");
            sum
        })
        .holds()
        .reaches(["7"])
        .is_concurrent();
}
