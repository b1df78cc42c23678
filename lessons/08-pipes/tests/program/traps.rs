//! `--trap NAME`: each wrong way fails on real threads as it says.

use crate::{FOLDER, lesson};
use lesson_testing::child::refuses;
use lesson_testing::traps::{line, numbers, story};
use lesson_testing::{runs, standard};

/// What a trap that hangs tells: all of it, the bytes that there are, and those that each of the
/// three has got.
fn hangs(trap: &str) -> (String, [u64; 4]) {
    let story = story(&mut lesson(&["--trap", trap]));
    let happened = line(&story, "happened");
    assert_eq!(happened, "nothing moved for 2s, so it was ended");
    let got = numbers(line(&story, "of "));
    runs::trap(FOLDER, &trap.replace('_', "-"), &story);
    (story.clone(), got.try_into().unwrap())
}

#[test]
fn one_thread_waits_for_a_reader_that_comes_later() {
    let (story, [_, bytes, lines, words]) = hangs("one-thread");
    assert_eq!([bytes, lines, words], [0; 3]);
    assert!(
        story.contains("bytes is blocked in its first read"),
        "{story}"
    );
    assert!(line(&story, "look at").contains("src/traps/one_thread.rs"));
}

#[test]
fn forgotten_close_has_everything_and_waits_for_the_end() {
    let (story, [all, bytes, lines, words]) = hangs("forgotten-close");
    assert_eq!([bytes, lines, words], [all; 3]);
    assert!(
        story.contains("wait for more bytes, or for the end"),
        "{story}"
    );
}

#[test]
fn reader_gone_leaves_a_writer_behind() {
    let (story, [all, bytes, lines, _]) = hangs("reader_gone");
    assert!(bytes < all && lines < all, "{story}");
    assert!(story.contains("its reader is still open"), "{story}");
}

#[test]
fn tee_order_keeps_one_waiting_for_the_other() {
    let (story, [all, bytes, _, words]) = hangs("tee-order");
    assert!(bytes < all, "{story}");
    assert_eq!(words, 0);
}

#[test]
fn same_pipe_waits_for_itself() {
    let (_, [_, bytes, lines, words]) = hangs("same-pipe");
    assert_eq!([bytes, lines, words], [0; 3]);
}

#[test]
fn error_swallowed_counts_a_part_for_all() {
    let story = story(&mut lesson(&["--trap=error-swallowed"]));
    let [some, all] = numbers(line(&story, "happened"))[..] else {
        panic!("{story}");
    };
    assert!(some < all);
    assert_eq!(line(&story, "it took"), "1 run");
    runs::trap(FOLDER, "error-swallowed", &story);
}

#[test]
fn shared_buffer_looks_too_early() {
    let story = story(&mut lesson(&["--trap=shared-buffer"]));
    let happened = line(&story, "happened");
    let early = happened.starts_with("one of them read too early, saw the end, and returned: ");
    assert!(early || happened.starts_with("of "), "{story}");
    runs::trap_but_for(FOLDER, "shared-buffer", &story, "  happened  ");
}

#[cfg(target_os = "linux")]
#[test]
fn buffer_everything_is_right_and_takes_three_times_the_memory() {
    let story = story(&mut lesson(&["--trap=buffer-everything"]));
    let happened = line(&story, "happened");
    assert!(happened.ends_with(" over two pipes"), "{story}");
    runs::trap(FOLDER, "buffer-everything", &story);
}

#[test]
fn help_lists_every_trap() {
    standard::help_lists_every_trap(lesson, FOLDER);
}

#[test]
fn a_trap_brings_its_own_input() {
    refuses(
        &mut lesson(&["--trap=same-pipe", "count"]),
        "a trap brings its own input",
    );
}

#[test]
fn a_closed_output_ends_a_trap_quietly() {
    standard::a_closed_output_is_no_failure(lesson(&["--trap=error-swallowed"]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_fails_a_trap_too() {
    standard::a_full_device_is_a_failure(lesson(&["--trap=error-swallowed"]));
}

#[test]
fn colour_comes_when_it_is_asked_for() {
    standard::colour_comes_when_it_is_asked_for(lesson, &["--trap=error-swallowed"]);
}
