//! A trap is its technique but for a few lines: those that make it wrong.

use lesson_testing::traps::are_their_techniques_but_for;

#[test]
fn each_trap_differs_in_a_few_marked_lines() {
    let traps = [
        ("data_race", "mutex"),
        ("guard_across_io", "batched"),
        ("half_locked", "mutex"),
        ("lock_order", "sharded"),
        ("lost_update", "mutex"),
    ];
    are_their_techniques_but_for(13, env!("CARGO_MANIFEST_DIR"), &traps);
}
