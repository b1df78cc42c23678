//! What a person at a terminal sees.

use crate::lesson;
use lesson_testing::files::folder;
use lesson_testing::terminal::{self, shown};
use lesson_testing::traps::numbers;
use std::process::Command;

/// The program at a terminal that is so wide.
fn at_a_width(columns: u32, args: &str) -> Command {
    let program = lesson(&[]);
    let mut command = Command::new("sh");
    let script = format!("stty rows 24 cols {columns} && exec \"$0\" {args}");
    command.args(["-c", &script]).arg(program.get_program());
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
}

#[test]
fn the_timeline_is_as_wide_as_the_terminal() {
    for columns in [40, 100, 133] {
        let command = at_a_width(columns, "--hold 20ms --workers 3 --color never");
        let (shown, status) = shown(command);
        assert_eq!(status, Some(0), "{shown}");
        let timeline = shown.split("\r\n\r\n").nth(1).expect("a timeline");
        let widths = timeline.lines().map(|line| line.chars().count());
        assert_eq!(widths.max(), Some(columns as usize), "{shown}");
    }
}

#[test]
fn colour_is_for_terminals_that_want_it() {
    let next = "Next: cargo run --bin lesson-07 -- --permits 2";
    terminal::colour_is_for_terminals_that_want_it(lesson, &["--hold=0s"], next);
}

#[test]
fn the_most_open_files_are_told_at_the_end() {
    let names: Vec<String> = (0..40).map(|i| i.to_string()).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (&**name, &b"abc"[..])).collect();
    let folder = folder(&files);
    let mut command = lesson(&["--hash", "--permits=3", "--workers=9", "--color=never"]);
    command.args(&names).current_dir(folder.path());
    let (shown, status) = shown(command);
    assert_eq!(status, Some(0));
    let [.., summary, next] = shown.lines().collect::<Vec<_>>()[..] else {
        panic!("{shown}");
    };
    assert_eq!(next, "Next: cargo run --bin lesson-07 -- --trap unbuffered");
    assert!(summary.starts_with("40 files, 120 bytes in "), "{summary}");
    let (_, open) = summary.split_once("Most open at once: ").expect("files");
    let [most, allowed] = numbers(open)[..] else {
        panic!("{summary}");
    };
    assert_eq!(allowed, 3);
    assert!((1..=3).contains(&most), "{summary}");
}

#[test]
fn each_trap_names_the_next() {
    let trap = lesson(&["--trap=main-sleeps", "--runs=1000000", "--color=never"]);
    let next = "cargo test -p lesson-07 --test explorer -- --nocapture";
    assert_eq!(terminal::next(trap), next);
}
