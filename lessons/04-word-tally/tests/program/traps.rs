//! `--trap NAME`: each wrong way fails on real threads as it says.

use crate::child::{lesson, run, text};

/// More than the default: a loaded machine may need them.
const RUNS: &str = "--runs=1000000";

/// The line that begins with `label`.
fn line<'a>(story: &'a str, label: &str) -> &'a str {
    let mut lines = story.lines().map(str::trim);
    let line = lines.find_map(|line| line.strip_prefix(label));
    line.unwrap_or_else(|| panic!("no {label:?} in {story}"))
        .trim()
}

fn story_of(trap: &str, more: &[&str]) -> String {
    let output = run(lesson(&["--trap", trap, RUNS]).args(more));
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(text(&output.stderr), "");
    text(&output.stdout).to_string()
}

fn numbers(line: &str) -> Vec<u64> {
    let words = line.split(|char: char| !char.is_ascii_digit());
    words.filter_map(|word| word.parse().ok()).collect()
}

#[test]
fn data_race_is_refused_by_the_compiler_and_never_run() {
    let story = story_of("data-race", &[]);
    assert!(story.contains("error[E0499]"), "{story}");
    assert!(story.contains("✗ 04/data-race: data race: "), "{story}");
    assert_eq!(line(&story, "it took"), "no run");
}

#[test]
fn lost_update_loses_words() {
    let story = story_of("lost_update", &[]);
    let [counted, all, lost] = numbers(line(&story, "happened"))[..] else {
        panic!("{story}");
    };
    assert_eq!(counted + lost, all);
    assert!(lost > 0);
}

#[test]
fn lost_update_loses_words_of_real_files() {
    let folder = tempfile::tempdir().unwrap();
    for i in 0..4 {
        let words = "the key the lock ".repeat(20_000);
        std::fs::write(folder.path().join(format!("{i}")), words).unwrap();
    }
    let story = story_of("lost-update", &[folder.path().to_str().unwrap()]);
    let [_, all, lost] = numbers(line(&story, "happened"))[..] else {
        panic!("{story}");
    };
    assert_eq!(all, 4 * 80_000);
    assert!(lost > 0);
}

#[test]
fn half_locked_gets_the_total_wrong() {
    let story = story_of("half-locked", &[]);
    let [counted, total] = numbers(line(&story, "happened"))[..] else {
        panic!("{story}");
    };
    assert!(total < counted);
}

#[test]
fn lock_order_hangs_and_says_who_waits_for_what() {
    let story = story_of("lock-order", &[]);
    let waits = |worker: &str| line(&story, worker).split_once(", holds ").unwrap().1;
    assert_eq!(waits("worker 1"), "shard 1 and waits for shard 2");
    assert_eq!(waits("worker 2"), "shard 2 and waits for shard 1");
}

#[test]
fn guard_across_io_is_slower() {
    let story = story_of("guard-across-io", &[]);
    let [guarded, batched] = numbers(line(&story, "happened"))[..] else {
        panic!("{story}");
    };
    assert!(guarded > batched);
}

#[test]
fn a_trap_that_does_not_show_says_so() {
    let output = run(&mut lesson(&["--trap=half-locked", "--runs=1"]));
    match output.status.code() {
        // It may show in the first run.
        Some(0) => assert_eq!(line(text(&output.stdout), "it took"), "1 run"),
        code => {
            assert_eq!(code, Some(3));
            assert_eq!(text(&output.stdout), "");
            assert_eq!(
                text(&output.stderr),
                "half-locked did not show in 1 run: try again, or with more --runs\n"
            );
        }
    }
}

#[test]
fn a_trap_whose_files_are_missing_fails() {
    let output = run(&mut lesson(&["--trap=lost-update", "no such file"]));
    assert_eq!(output.status.code(), Some(1));
    let message = text(&output.stderr);
    assert!(
        message.starts_with("error: cannot run lost-update: cannot read no such file: "),
        "{message}"
    );
}

#[test]
fn every_trap_has_a_file_of_its_name() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/traps");
    let help = run(&mut lesson(&["--help"]));
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let trap = name.strip_suffix(".rs").unwrap().replace('_', "-");
        assert!(text(&help.stdout).contains(&format!("- {trap}:")), "{trap}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_fails_a_trap_too() {
    let full = std::fs::File::options().write(true).open("/dev/full");
    let output = run(lesson(&["--trap=data-race"]).stdout(full.unwrap()));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        text(&output.stderr),
        "error: cannot write to standard output: No space left on device (os error 28)\n"
    );
}

#[cfg(unix)]
#[test]
fn the_child_of_a_trap_ends_with_its_parent() {
    // Its input is at an end: the parent is gone.
    let output = run(&mut lesson(&["--trap=lock-order", "--in-child"]));
    assert_eq!(output.status.code(), Some(1));
}
