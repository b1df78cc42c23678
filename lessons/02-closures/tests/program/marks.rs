//! A trap equals the correct version except for a few lines, which are its bug.

use lesson_testing::traps::are_their_techniques_but_for;

#[test]
fn each_trap_differs_in_a_few_marked_lines() {
    let traps = [
        ("captured_loop_variable", "each"),
        ("detached", "background"),
        ("sleep_is_not_wait", "background"),
        ("swallowed_panic", "background"),
        ("yield_is_not_wait", "background"),
    ];
    are_their_techniques_but_for(8, env!("CARGO_MANIFEST_DIR"), &traps);
}
