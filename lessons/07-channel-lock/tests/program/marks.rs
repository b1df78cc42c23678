//! A trap is its technique but for a few lines: those that make it wrong.

use lesson_testing::traps::are_their_techniques_but_for;

#[test]
fn each_trap_differs_in_a_few_marked_lines() {
    are_their_techniques_but_for(
        13,
        env!("CARGO_MANIFEST_DIR"),
        &[
            ("foreign_release", "semaphore"),
            ("forgotten_release", "semaphore"),
            ("main_sleeps", "crew"),
            ("receive_to_take", "mirrored"),
            ("unbuffered", "semaphore"),
        ],
    );
}
