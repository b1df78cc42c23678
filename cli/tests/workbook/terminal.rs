//! `watch` and Ctrl-C, in a terminal.

use super::clone::Clone;
use lesson_testing::child::{finish, limited};
use lesson_testing::terminal::{at_a_terminal, shown_until};
use std::io::Write;

#[test]
fn watch_checks_at_each_save_and_heeds_keys() {
    let clone = Clone::new();
    let (child, mut screen) = at_a_terminal(clone.workbook(&["watch"]), None);
    let (id, keys) = (child.id(), "q quit\r\n");
    let played = move || {
        let first = shown_until(&mut screen, keys);
        assert!(first.contains("a vote was lost"), "{first}");
        screen.write_all(b"h").expect("a key");
        let hint = shown_until(&mut screen, "in between?\r\n");
        assert!(hint.contains("hint 1 of 3"), "{hint}");
        clone.answer("keep_the_lock", "solution.rs");
        let second = shown_until(&mut screen, keys);
        assert!(second.contains("is solved"), "{second}");
        screen.write_all(b"n").expect("a key");
        let third = shown_until(&mut screen, keys);
        assert!(third.contains("04/how-many-votes"), "{third}");
        screen.write_all(b"q").expect("a key");
        shown_until(&mut screen, "");
        drop(clone);
    };
    limited(id, played);
    // The last one that was shown is not solved.
    assert_eq!(finish(child).status.code(), Some(1));
}

#[test]
fn polling_sees_a_save_too() {
    let clone = Clone::new();
    let (child, mut screen) = at_a_terminal(clone.workbook(&["watch", "--poll"]), None);
    let id = child.id();
    let played = move || {
        shown_until(&mut screen, "q quit\r\n");
        clone.answer("keep_the_lock", "solution.rs");
        let second = shown_until(&mut screen, "q quit\r\n");
        assert!(second.contains("is solved"), "{second}");
        screen.write_all(b"\x03").expect("Ctrl-C");
        shown_until(&mut screen, "");
        drop(clone);
    };
    limited(id, played);
    assert_eq!(finish(child).status.code(), Some(0));
}

#[test]
fn ctrl_c_leaves_no_child_behind() {
    if lesson_testing::child::ignores_ctrl_c() {
        return;
    }
    let clone = Clone::new();
    let file = "lessons/04-word-tally/exercises/keep_the_lock.rs";
    let alive = clone.path("alive");
    // An answer that says that it runs, and never ends.
    let text = format!(
        "use super::sync::Arc;\npub fn count(_: usize) -> u32 {{\n    let _ = Arc::new(0);\n    \
         std::fs::write({alive:?}, std::process::id().to_string()).unwrap();\n    loop {{}}\n}}\n"
    );
    clone.write(file, &text);
    let child = clone.workbook(&["check"]).spawn().expect("it starts");
    let id = child.id();
    let grader: i32 = limited(id, move || {
        loop {
            // Nothing else tells when a process of a process runs.
            let text = std::fs::read_to_string(&alive).unwrap_or_default();
            if let Ok(grader) = text.parse() {
                return grader;
            }
            std::thread::yield_now();
        }
    });
    lesson_testing::child::interrupt(&child);
    let output = finish(child);
    assert_eq!(output.status.code(), Some(130));
    let grader = rustix::process::Pid::from_raw(grader).expect("a process");
    limited(id, move || {
        // It may take a moment until it is reaped.
        while rustix::process::test_kill_process(grader).is_ok() {
            std::thread::yield_now();
        }
    });
    drop(clone);
}
