//! `--trap NAME`: each bug shows on real threads as it says.

use crate::{FOLDER, lesson};
use lesson_testing::child::{run, text};
use lesson_testing::traps::{line, numbers, story};
use lesson_testing::{runs, same, standard};

#[test]
fn padded_echoes_bytes_that_were_never_typed() {
    let story = story(&mut lesson(&["--trap=padded"]));
    assert_eq!(
        line(&story, "happened"),
        "1024 bytes were echoed, 1019 of them zeros that were never typed"
    );
    assert!(line(&story, "look at").contains("src/traps/padded.rs"));
    runs::trap(FOLDER, "padded", &story);
}

#[test]
fn eof_spin_reads_the_end_again() {
    let story = story(&mut lesson(&["--trap=eof_spin"]));
    let [times, took] = numbers(line(&story, "happened"))[..] else {
        panic!("{story}");
    };
    assert!(times > 0);
    assert!(took >= 300, "only the timeout ends it");
    runs::trap(FOLDER, "eof-spin", &story);
}

#[test]
fn rearmed_timer_continues_until_the_input_ends() {
    let story = story(&mut lesson(&["--trap=rearmed_timer"]));
    assert!(line(&story, "happened").ends_with("until the input ended by itself"));
    runs::trap(FOLDER, "rearmed-timer", &story);
}

#[test]
fn starved_continues_until_the_input_ends() {
    let story = story(&mut lesson(&["--trap=starved"]));
    assert!(line(&story, "happened").ends_with("until the input ended by itself"));
    runs::trap(FOLDER, "starved", &story);
}

#[test]
fn dead_arm_receives_one_end_again_and_again() {
    let story = story(&mut lesson(&["--trap=dead_arm"]));
    let taken = numbers(line(&story, "happened"))[0];
    assert!(taken > 1);
    runs::trap(FOLDER, "dead-arm", &story);
}

#[test]
fn wrong_end_is_refused_and_never_run() {
    let output = run(&mut lesson(&["--trap=wrong_end"]));
    assert_eq!(output.status.code(), Some(0));
    let story = text(&output.stdout);
    assert!(story.contains("error[E0599]"), "{story}");
    assert!(story.contains("no method named `recv`"), "{story}");
    assert_eq!(line(story, "it took"), "no run");
    runs::trap(FOLDER, "wrong-end", story);
}

same! { standard:
    a_trap_that_does_not_show_says_so(lesson, "starved");
    help_lists_every_trap(lesson, FOLDER);
    colour_comes_when_it_is_asked_for(lesson, &["--trap=padded"]);
}

#[test]
fn a_closed_output_ends_a_trap_quietly() {
    standard::a_closed_output_is_no_failure(lesson(&["--trap=padded"]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_fails_a_trap_too() {
    standard::a_full_device_is_a_failure(lesson(&["--trap=padded"]));
}
