//! `--trap NAME`: each bug shows on real threads as its story says.

use crate::{FOLDER, lesson};
use lesson_testing::traps::{line, numbers, story};
use lesson_testing::{runs, same, standard};

#[test]
fn late_write_echoes_after_the_farewell() {
    let story = story(&mut lesson(&["--trap=late-write"]));
    assert!(line(&story, "happened").ends_with("bytes were echoed after it"));
    assert!(line(&story, "look at").contains("src/traps/late_write.rs"));
    runs::trap(FOLDER, "late-write", &story);
}

#[test]
fn sleeps_past_eof_waits_for_the_time() {
    let story = story(&mut lesson(&["--trap=sleeps_past_eof"]));
    assert!(line(&story, "happened").ends_with("ms, when the time ran out"));
    assert_eq!(line(&story, "it took"), "1 run");
    runs::trap(FOLDER, "sleeps-past-eof", &story);
}

#[test]
fn abandoned_loses_what_it_accepted() {
    let story = story(&mut lesson(&["--trap=abandoned"]));
    let [accepted, echoed, lost] = numbers(line(&story, "happened"))[..] else {
        panic!("{story}");
    };
    assert_eq!(accepted, echoed + lost);
    assert!(lost > 0);
    runs::trap(FOLDER, "abandoned", &story);
}

same! { standard:
    a_trap_that_does_not_show_says_so(lesson, "abandoned");
    help_lists_every_trap(lesson, FOLDER);
    colour_comes_when_it_is_asked_for(lesson, &["--trap=sleeps-past-eof"]);
}

#[test]
fn a_closed_output_ends_a_trap_quietly() {
    standard::a_closed_output_is_no_failure(lesson(&["--trap=sleeps-past-eof"]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_fails_a_trap_too() {
    standard::a_full_device_is_a_failure(lesson(&["--trap=sleeps-past-eof"]));
}
