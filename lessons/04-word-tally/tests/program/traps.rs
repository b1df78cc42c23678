//! `--trap NAME`: each wrong way fails on real threads as it says.

use crate::{FOLDER, lesson};
use lesson_testing::child::{failed, run, said};
use lesson_testing::files::folder;
use lesson_testing::traps::{line, numbers, story};
use lesson_testing::{runs, standard};

#[test]
fn data_race_is_refused_by_the_compiler_and_never_run() {
    let story = said(&mut lesson(&["--trap=data-race"]));
    assert!(story.contains("error[E0499]"), "{story}");
    assert!(story.contains("✗ 04/data-race: data race: "), "{story}");
    assert_eq!(line(&story, "it took"), "no run");
}

#[test]
fn lost_update_loses_words() {
    let story = story(&mut lesson(&["--trap=lost_update"]));
    let [counted, all, lost] = numbers(line(&story, "happened"))[..] else {
        panic!("{story}");
    };
    assert_eq!(counted + lost, all);
    assert!(lost > 0);
    runs::trap(FOLDER, "lost-update", &story);
}

#[test]
fn lost_update_loses_words_of_real_files() {
    let words = b"the key the lock ".repeat(20_000);
    let folder = folder(&["0", "1", "2", "3"].map(|name| (name, &words[..])));
    let story = story(lesson(&["--trap=lost-update"]).arg(folder.path()));
    let [_, all, lost] = numbers(line(&story, "happened"))[..] else {
        panic!("{story}");
    };
    assert_eq!(all, 4 * 80_000);
    assert!(lost > 0);
}

#[test]
fn half_locked_gets_the_total_wrong() {
    let story = story(&mut lesson(&["--trap=half-locked"]));
    let [counted, total] = numbers(line(&story, "happened"))[..] else {
        panic!("{story}");
    };
    assert!(total < counted);
    runs::trap(FOLDER, "half-locked", &story);
}

#[test]
fn lock_order_hangs_and_says_who_waits_for_what() {
    let story = story(&mut lesson(&["--trap=lock-order"]));
    let waits = |worker: &str| line(&story, worker).split_once(", holds ").unwrap().1;
    assert_eq!(waits("worker 1"), "shard 1 and waits for shard 2");
    assert_eq!(waits("worker 2"), "shard 2 and waits for shard 1");
    runs::trap(FOLDER, "lock-order", &story);
}

#[test]
fn guard_across_io_is_slower() {
    let story = story(&mut lesson(&["--trap=guard-across-io"]));
    let [guarded, batched] = numbers(line(&story, "happened"))[..] else {
        panic!("{story}");
    };
    assert!(guarded > batched);
    runs::trap(FOLDER, "guard-across-io", &story);
}

#[test]
fn a_trap_that_does_not_show_says_so() {
    standard::a_trap_that_does_not_show_says_so(lesson, "half-locked");
}

#[test]
fn a_trap_whose_files_are_missing_fails() {
    let output = run(&mut lesson(&["--trap=lost-update", "no such file"]));
    let message = failed(&output);
    assert!(
        message.starts_with("error: cannot run lost-update: cannot read no such file: "),
        "{message}"
    );
}

#[test]
fn help_lists_every_trap() {
    standard::help_lists_every_trap(lesson, FOLDER);
}

#[test]
fn a_closed_output_ends_a_trap_quietly() {
    standard::a_closed_output_is_no_failure(lesson(&["--trap=data-race"]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_fails_a_trap_too() {
    standard::a_full_device_is_a_failure(lesson(&["--trap=data-race"]));
}

#[test]
fn colour_comes_when_it_is_asked_for() {
    standard::colour_comes_when_it_is_asked_for(lesson, &["--trap=data-race"]);
}

#[cfg(unix)]
#[test]
fn the_child_of_a_trap_ends_with_its_parent() {
    // Its input is at an end: the parent is gone.
    let output = run(&mut lesson(&["--trap=lock-order", "--in-child"]));
    assert_eq!(output.status.code(), Some(1));
}
