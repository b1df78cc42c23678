//! NEW: models of the technique with two and with three threads, and one over each trap, which fails.

use crate::model::Check;
use crate::@name@::count;

#[test]
fn @name@() {
    Check::new("@number@/@hyphened@")
        .run(|| count(2))
        .holds()
        .reaches(["2"])
        .is_contended()
        .is_recorded();
}
