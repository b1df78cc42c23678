//! `--trap NAME`: each bug shows on real threads as its story says.

use crate::{FOLDER, lesson};
use lesson_testing::traps::{line, numbers, story};
use lesson_testing::{runs, same, standard};

#[test]
fn detached_ends_the_process_before_its_closure_has_run() {
    let story = story(&mut lesson(&["--trap=detached"]));
    let happened = line(&story, "happened");
    assert!(
        happened.starts_with("the process ended, and the closure "),
        "{story}"
    );
    assert!(line(&story, "look at").contains("src/traps/detached.rs"));
}

#[test]
fn yield_and_sleep_leave_a_query_unfinished() {
    for trap in ["yield-is-not-wait", "sleep_is_not_wait"] {
        let story = story(&mut lesson(&["--trap", trap]));
        let [seen, rows] = numbers(line(&story, "happened"))[..] else {
            panic!("{story}");
        };
        assert!(seen < rows, "{story}");
        runs::trap(FOLDER, &trap.replace('_', "-"), &story);
    }
}

#[test]
fn captured_loop_variable_shows_some_number_twice() {
    let story = story(&mut lesson(&["--trap=captured-loop-variable"]));
    let seen = line(&story, "happened").strip_prefix("they saw ").unwrap();
    assert_ne!(seen, "[0, 1, 2, 3]");
    assert_eq!(seen.split(", ").count(), 4, "{story}");
    assert!(
        story.contains("error[E0506]: cannot assign to `n`"),
        "{story}"
    );
    runs::trap(FOLDER, "captured-loop-variable", &story);
}

#[test]
fn swallowed_panic_shows_rusts_own_message() {
    let story = story(&mut lesson(&["--trap=swallowed-panic"]));
    assert!(line(&story, "happened").starts_with("it said \"saved\" and ended with status 0"));
    assert!(story.contains("thread 'background'"), "{story}");
    assert!(
        story.contains("no space left for the second half"),
        "{story}"
    );
    assert!(!story.contains("stack backtrace"), "{story}");
    assert_eq!(line(&story, "it took"), "1 run");
    runs::trap(FOLDER, "swallowed-panic", &story);
}

same! { standard:
    a_trap_that_does_not_show_says_so(lesson, "sleep-is-not-wait");
    help_lists_every_trap(lesson, FOLDER);
}

#[test]
fn a_closed_output_ends_a_trap_quietly() {
    standard::a_closed_output_is_no_failure(lesson(&["--trap=swallowed-panic"]));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_fails_a_trap_too() {
    standard::a_full_device_is_a_failure(lesson(&["--trap=swallowed-panic"]));
}
