//! `--trap NAME`: each bug shows on real threads as it says.

use crate::{FOLDER, lesson};
use lesson_testing::traps::{line, numbers, story};
use lesson_testing::{runs, standard};

#[test]
fn receiver_closes_panics_in_the_sender() {
    let story = story(&mut lesson(&["--trap=receiver-closes"]));
    assert!(story.contains("thread 'sender 1'"), "{story}");
    assert!(story.contains("called `Result::unwrap()` on an `Err` value"));
    assert!(line(&story, "look at").contains("src/traps/receiver_closes.rs"));
    runs::trap(FOLDER, "receiver-closes", &story);
}

#[test]
fn always_ready_receives_what_was_never_sent() {
    let story = story(&mut lesson(&["--trap=always_ready"]));
    let [sent, received, empty] = numbers(line(&story, "happened"))[..] else {
        panic!("{story}");
    };
    assert_eq!(sent, 1);
    assert!(empty > 0 && received <= empty + 1);
    runs::trap(FOLDER, "always-ready", &story);
}

#[test]
fn done_blocks_says_which_thread_waits_for_what() {
    let story = story(&mut lesson(&["--trap=done-blocks"]));
    assert!(line(&story, "happened").ends_with("there was no progress for 2s, so it was stopped"));
    assert!(line(&story, "the receiver").starts_with("is blocked in done.send()"));
    assert!(line(&story, "sender 1").starts_with("is blocked in msg.send()"));
}

#[test]
fn sleep_then_hope_leaves_a_thread_in_the_books() {
    let story = story(&mut lesson(&["--trap=sleep-then-hope"]));
    let books = numbers(line(&story, "happened"));
    let [started, ended, .., open, opened] = books[..] else {
        panic!("{story}");
    };
    assert_eq!((started, ended), (1, 0));
    assert_eq!((open, opened), (1, 2));
    runs::trap(FOLDER, "sleep-then-hope", &story);
}

#[test]
fn leaked_sender_leaves_a_channel_in_the_books() {
    let story = story(&mut lesson(&["--trap=leaked-sender"]));
    assert!(story.contains("threads: 1 started, 1 ended; "), "{story}");
    assert!(story.contains("channels: 1 of 2 left open"), "{story}");
    runs::trap(FOLDER, "leaked-sender", &story);
}

#[test]
fn a_trap_that_does_not_show_says_so() {
    standard::a_trap_that_does_not_show_says_so(lesson, "done-blocks");
}

#[test]
fn help_lists_every_trap() {
    standard::help_lists_every_trap(lesson, FOLDER);
}

#[test]
fn a_closed_output_ends_a_trap_quietly() {
    standard::a_closed_output_is_no_failure(lesson(&["--trap=sleep-then-hope"]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_fails_a_trap_too() {
    standard::a_full_device_is_a_failure(lesson(&["--trap=sleep-then-hope"]));
}

#[test]
fn colour_comes_when_it_is_asked_for() {
    standard::colour_comes_when_it_is_asked_for(lesson, &["--trap=sleep-then-hope"]);
}
