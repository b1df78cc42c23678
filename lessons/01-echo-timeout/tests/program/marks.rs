//! A trap equals the correct version except for a few lines, which are its bug.

use lesson_testing::traps::are_their_techniques_but_for;

#[test]
fn each_trap_differs_in_a_few_marked_lines() {
    let traps = ["abandoned", "late_write", "sleeps_past_eof"].map(|trap| (trap, "echo"));
    are_their_techniques_but_for(9, env!("CARGO_MANIFEST_DIR"), &traps);
}
