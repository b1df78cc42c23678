//! A trap is its technique but for a few lines: those that make it wrong.

use lesson_testing::traps::are_their_techniques_but_for;

#[test]
fn each_trap_differs_in_a_few_marked_lines() {
    let traps = [
        ("dead_arm", "merge"),
        ("eof_spin", "echo"),
        ("padded", "echo"),
        ("rearmed_timer", "echo"),
        ("starved", "echo"),
        ("wrong_end", "ends"),
    ];
    are_their_techniques_but_for(12, env!("CARGO_MANIFEST_DIR"), &traps);
}
