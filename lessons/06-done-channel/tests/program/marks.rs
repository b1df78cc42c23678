//! A trap is its technique but for a few lines: those that make it wrong.

use lesson_testing::traps::are_their_techniques_but_for;

#[test]
fn each_trap_differs_in_a_few_marked_lines() {
    let traps = [
        ("always_ready", "done"),
        ("done_blocks", "join"),
        ("leaked_sender", "join"),
        ("receiver_closes", "drop"),
        ("sleep_then_hope", "join"),
    ];
    are_their_techniques_but_for(7, env!("CARGO_MANIFEST_DIR"), &traps);
}
