//! `--trap NAME`: each bug fails on real threads as it says.

use crate::{FOLDER, lesson};
use lesson_testing::traps::{line, story};
use lesson_testing::{runs, standard};

#[test]
fn unbuffered_and_receive_to_take_hang_with_no_worker_inside() {
    // Each is ended after two seconds, so they are run beside each other.
    let hangs = |trap: &str| {
        let story = story(&mut lesson(&["--trap", trap]));
        let happened = line(&story, "happened");
        assert!(
            happened.starts_with("nothing for 2 s, so it was ended. Worker 1 blocks in acquire")
        );
        assert!(story.contains("and none holds it"), "{story}");
        let file = format!("src/traps/{}.rs", trap.replace('-', "_"));
        assert!(line(&story, "look at").contains(&file));
        assert_eq!(line(&story, "it took"), "1 run");
        runs::trap(FOLDER, &trap.replace('_', "-"), &story);
    };
    std::thread::scope(|scope| {
        scope.spawn(|| hangs("unbuffered"));
        scope.spawn(|| hangs("receive_to_take"));
    });
}

#[test]
fn forgotten_release_hangs_after_a_panic_and_shows_it() {
    let story = story(&mut lesson(&["--trap=forgotten-release"]));
    assert!(story.contains("thread 'worker 1'"), "{story}");
    assert!(story.contains("the printer is out of paper"), "{story}");
    assert!(!story.contains("stack backtrace"), "{story}");
    assert!(
        story.contains("Worker 2 blocks in acquire until worker 1"),
        "{story}"
    );
    runs::trap(FOLDER, "forgotten-release", &story);
}

#[test]
fn foreign_release_lets_two_in() {
    let story = story(&mut lesson(&["--trap=foreign-release"]));
    let happened = line(&story, "happened");
    assert!(
        happened.ends_with("worker 3 got in beside worker 1"),
        "{story}"
    );
    assert!(
        story.contains("Worker 1 blocks in release, waiting"),
        "{story}"
    );
}

#[test]
fn main_sleeps_ends_the_process_with_workers_at_work() {
    let story = story(&mut lesson(&["--trap=main-sleeps"]));
    let happened = line(&story, "happened");
    assert!(
        happened.starts_with("the process ended with worker "),
        "{story}"
    );
    runs::trap_but_for(FOLDER, "main-sleeps", &story, " with worker ");
}

#[test]
fn a_trap_that_does_not_show_says_so() {
    standard::a_trap_that_does_not_show_says_so(lesson, "main-sleeps");
}

#[test]
fn help_lists_every_trap() {
    standard::help_lists_every_trap(lesson, FOLDER);
}
