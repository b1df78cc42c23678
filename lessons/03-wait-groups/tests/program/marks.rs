//! A trap is its technique but for a few lines: those that make it wrong.

use lesson_testing::traps::are_their_techniques_but_for;
use std::fs;

#[test]
fn each_trap_differs_in_a_few_marked_lines() {
    let traps = [
        ("add_inside", "pool"),
        ("forgotten_done", "pool"),
        // It takes the trait from the technique.
        ("half_written", "save"),
        ("ignored_errors", "pool"),
        ("thread_per_file", "pool"),
    ];
    are_their_techniques_but_for(18, env!("CARGO_MANIFEST_DIR"), &traps);
}

/// The order of two lines is the whole mistake.
#[test]
fn half_written_has_the_lines_of_save_in_another_order() {
    let body = |name: &str| {
        let path = format!("{}/src/{name}.rs", env!("CARGO_MANIFEST_DIR"));
        let source = fs::read_to_string(path).unwrap();
        let (_, body) = source.split_once("pub fn save").unwrap();
        let lines = body.lines().map(str::trim);
        let code = lines.filter(|line| !line.starts_with("//"));
        code.map(String::from).collect::<Vec<_>>()
    };
    let (mut right, mut wrong) = (body("save"), body("traps/half_written"));
    assert_ne!(right, wrong);
    right.sort_unstable();
    wrong.sort_unstable();
    assert_eq!(right, wrong);
}
