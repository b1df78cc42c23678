//! A trap is its technique but for a few lines: those that make it wrong.

use lesson_testing::traps::are_their_techniques_but_for;

#[test]
fn each_trap_differs_in_a_few_marked_lines() {
    let traps = [
        ("buffer_everything", "pass_once"),
        ("error_swallowed", "pass_once"),
        ("forgotten_close", "pass_once"),
        ("one_thread", "pass_once"),
        ("reader_gone", "pass_once"),
        ("same_pipe", "pass_once"),
        ("shared_buffer", "ring"),
        ("tee_order", "pass_once"),
    ];
    are_their_techniques_but_for(14, env!("CARGO_MANIFEST_DIR"), &traps);
}
