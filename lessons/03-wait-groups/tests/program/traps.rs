//! `--trap NAME`: each wrong way fails on real threads as it says.

use crate::{FOLDER, lesson};
use lesson_testing::traps::{line, story};
use lesson_testing::{runs, same};

#[test]
fn add_inside_returns_too_early() {
    let story = story(&mut lesson(&["--trap=add-inside"]));
    let happened = line(&story, "happened");
    assert!(happened.starts_with("wait returned when "), "{happened}");
    assert!(happened.ends_with(" of 8 files were done"), "{happened}");
    assert!(line(&story, "look at").contains("src/traps/add_inside.rs"));
    runs::trap(FOLDER, "add-inside", &story);
}

#[test]
fn forgotten_done_hangs_and_is_ended() {
    let story = story(&mut lesson(&["--trap=forgotten_done"]));
    let happened = line(&story, "happened");
    assert_eq!(
        happened,
        "no progress for 2 s, so it was stopped. main waits in Pool::wait for"
    );
    assert!(
        story.contains("\n            tides.csv to leave the group"),
        "{story}"
    );
    assert_eq!(line(&story, "it took"), "1 run");
    runs::trap(FOLDER, "forgotten-done", &story);
}

#[test]
fn ignored_errors_counts_failed_files() {
    let story = story(&mut lesson(&["--trap=ignored-errors"]));
    let happened = line(&story, "happened");
    assert!(
        happened.ends_with("it would print \"Compressed 3 files\""),
        "{happened}"
    );
    runs::trap(FOLDER, "ignored-errors", &story);
}

#[test]
fn half_written_leaves_a_part() {
    let story = story(&mut lesson(&["--trap=half-written"]));
    let happened = line(&story, "happened");
    assert!(happened.contains("it has 100 now"), "{happened}");
}

#[test]
fn thread_per_file_starts_thousands_or_is_refused() {
    let story = story(&mut lesson(&["--trap=thread-per-file"]));
    let happened = line(&story, "happened");
    let threads: u32 = happened.split(' ').next().unwrap().parse().unwrap();
    assert!(threads > 2, "{happened}");
    assert!(
        threads == 10_000 || happened.contains("; the operating system refused "),
        "{happened}"
    );
    runs::trap_but_for(FOLDER, "thread-per-file", &story, " threads");
}

/// With few addresses and large stacks the operating system refuses threads, and nothing else: that is
/// reported, and nothing panics.
#[cfg(target_os = "linux")]
#[test]
fn a_refused_thread_is_reported() {
    let script = "ulimit -v 2000000; exec \"$0\" --trap thread-per-file \"$@\"";
    let mut command = crate::shell(script);
    // One heap for all, and stacks of 256 MiB: what is left over is enough for the buffers.
    command.env("MALLOC_ARENA_MAX", "1");
    command.env("RUST_MIN_STACK", (256 << 20).to_string());
    let story = story(&mut command);
    let happened = line(&story, "happened");
    assert!(
        happened.contains("; the operating system refused "),
        "{happened}"
    );
    assert!(
        happened.contains("Resource temporarily unavailable"),
        "{happened}"
    );
}

same! { standard:
    help_lists_every_trap(lesson, FOLDER);
    a_trap_that_does_not_show_says_so(lesson, "add-inside");
    colour_comes_when_it_is_asked_for(lesson, &["--trap=ignored-errors"]);
}
