//! `watch` and Ctrl-C, in a terminal.

use super::clone::Clone;
use lesson_testing::child::{finish, interrupt, limited, text};
use lesson_testing::files::names;
use lesson_testing::signals::send;
use lesson_testing::terminal::{at_a_terminal, shown, shown_until};
use rustix::process::{Pid, Signal};
use std::fs::Permissions;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Child;

const PROGRESS: &str = ".workbook/progress.json";

#[test]
fn watch_checks_at_each_save_and_heeds_keys() {
    let clone = Clone::new();
    let (child, mut screen) = at_a_terminal(clone.workbook(&["watch"]), None);
    let (id, keys) = (child.id(), "q quit\r\n");
    let played = move || {
        let first = shown_until(&mut screen, keys);
        assert!(first.contains("a vote was lost"), "{first}");
        screen.write_all(b"h").expect("a key");
        let hint = shown_until(&mut screen, keys);
        assert!(hint.contains("hint 1 of 3"), "{hint}");
        clone.answer("keep_the_lock", "solution");
        let second = shown_until(&mut screen, keys);
        assert!(second.contains("is solved"), "{second}");
        assert!(
            second.contains("Press n for 04/how-many-votes (predict, 10 min)."),
            "{second}"
        );
        screen.write_all(b"n").expect("a key");
        let third = shown_until(&mut screen, keys);
        assert!(third.contains("04/how-many-votes"), "{third}");
        // The screen has 24 rows: the answer is told again at its end.
        let end = "\r\n✗ 04/how-many-votes: 2 outcomes were missed\r\nSave the file to have it checked again.\r\n";
        assert!(third.contains(end), "{third}");
        screen.write_all(b"p").expect("a key");
        shown_until(&mut screen, keys);
        screen.write_all(b"x").expect("a key");
        let reset = shown_until(&mut screen, keys);
        assert!(
            reset.contains("is the starter again; your version is"),
            "{reset}"
        );
        assert!(reset.contains("a vote was lost"), "{reset}");
        screen.write_all(b"q").expect("a key");
        shown_until(&mut screen, "");
        drop(clone);
    };
    limited(id, played);
    // The last one that was shown is not solved.
    assert_eq!(finish(child).status.code(), Some(1));
}

#[test]
fn watch_goes_on_where_an_answer_is_removed_and_written_again() {
    let clone = Clone::new();
    let (child, mut screen) = at_a_terminal(clone.workbook(&["watch"]), None);
    let (id, keys) = (child.id(), "q quit\r\n");
    let played = move || {
        shown_until(&mut screen, keys);
        std::fs::remove_file(clone.path(&Clone::file("keep_the_lock"))).expect("it is there");
        let removed = shown_until(&mut screen, keys);
        assert!(removed.contains("error: "), "{removed}");
        assert!(removed.contains("restores the starter"), "{removed}");
        clone.answer("keep_the_lock", "solution");
        let written = shown_until(&mut screen, keys);
        assert!(written.contains("is solved"), "{written}");
        screen.write_all(b"q").expect("a key");
        shown_until(&mut screen, "");
        drop(clone);
    };
    limited(id, played);
    assert_eq!(finish(child).status.code(), Some(0));
}

#[test]
fn a_drawing_is_as_wide_as_the_terminal() {
    let clone = Clone::new();
    for args in [&["check", "keep-the-lock"][..], &[], &["list"]] {
        let mut command = clone.workbook(args);
        command.env_remove("COLUMNS");
        let (shown, _) = shown(command);
        for line in shown.lines() {
            // A status line stood there before.
            let line = line.rsplit("\x1b[K").next().unwrap_or_default();
            let columns = line.split('\x1b').enumerate().map(|(i, part)| {
                let colour = part.find('m').filter(|_| i > 0);
                part[colour.map_or(0, |end| end + 1)..]
                    .trim_end_matches('\r')
                    .chars()
                    .count()
            });
            assert!(columns.sum::<usize>() <= 80, "{line:?} in {shown}");
        }
    }
}

#[test]
fn a_long_build_shows_how_much_is_left() {
    let clone = Clone::new();
    let cargo = "#!/bin/sh\n\
        printf '    Building [=>     ] 23/99: loom, serde          \\r' >&2\n\
        printf 'error: the disk is full\\n' >&2\n\
        exit 101\n";
    clone.write("cargo", cargo);
    let cargo = clone.path("cargo");
    let executable = Permissions::from_mode(0o755);
    std::fs::set_permissions(&cargo, executable).expect("it is executable");
    let mut command = clone.workbook(&["check", "keep-the-lock"]);
    command.env("CARGO", cargo);
    let (shown, _) = shown(command);
    let bar = "building the checkers, once [====>                ] 23 of 99: loom, serde";
    assert!(shown.contains(bar), "{shown}");
    assert!(
        shown.contains("cargo fails:\r\nerror: the disk is full"),
        "{shown}"
    );
}

#[test]
fn polling_sees_a_save_too() {
    let clone = Clone::new();
    let (child, mut screen) = at_a_terminal(clone.workbook(&["watch", "--poll"]), None);
    let id = child.id();
    let played = move || {
        shown_until(&mut screen, "q quit\r\n");
        clone.answer("keep_the_lock", "solution");
        let second = shown_until(&mut screen, "q quit\r\n");
        assert!(second.contains("is solved"), "{second}");
        screen.write_all(b"\x03").expect("Ctrl-C");
        shown_until(&mut screen, "");
        drop(clone);
    };
    limited(id, played);
    assert_eq!(finish(child).status.code(), Some(130));
}

#[test]
fn watch_grades_an_older_file_that_is_moved_there() {
    let clone = Clone::new();
    let lock = Clone::file("keep_the_lock");
    let mine = lock.replace(".rs", ".1.mine.rs");
    clone.write(&mine, &clone.read(&lock));
    clone.age(&mine);
    clone.answer("keep_the_lock", "solution");
    let (child, mut screen) = at_a_terminal(clone.workbook(&["watch"]), None);
    let id = child.id();
    let played = move || {
        let first = shown_until(&mut screen, "q quit\r\n");
        assert!(first.contains("is solved"), "{first}");
        std::fs::rename(clone.path(&mine), clone.path(&lock)).expect("it is moved");
        let second = shown_until(&mut screen, "q quit\r\n");
        assert!(second.contains("a vote was lost"), "{second}");
        screen.write_all(b"q").expect("a key");
        shown_until(&mut screen, "");
        drop(clone);
    };
    limited(id, played);
    assert_eq!(finish(child).status.code(), Some(1));
}

#[test]
fn ctrl_c_leaves_no_child_behind() {
    let clone = Clone::new();
    clone.answer("keep_the_lock", "solution");
    clone.says(&["check", "keep-the-lock"]);
    let solved = clone.read(PROGRESS);
    let alive = endless(&clone);
    let folder = clone.path("temporary");
    std::fs::create_dir(&folder).expect("a folder");
    let generated = || names(&clone.path("target/workbook"));
    let before = generated();
    for args in [
        &["check", "keep-the-lock"][..],
        &["check", "--all"],
        &["watch", "keep-the-lock"],
    ] {
        let mut command = clone.workbook(args);
        let child = command.env("TMPDIR", &folder).spawn().expect("it starts");
        let grader = grader(&child, alive.clone());
        interrupt(&child);
        let output = finish(child);
        assert_eq!(output.status.code(), Some(130), "{output:?}");
        assert_eq!(text(&output.stdout), "");
        gone(grader);
        // Nothing was found out, and nothing is left.
        assert_eq!(clone.read(PROGRESS), solved);
        assert_eq!(names(&folder), [""; 0]);
        assert_eq!(generated(), before);
    }
}

#[test]
fn nothing_outlives_a_check_that_was_killed() {
    let clone = Clone::new();
    let alive = endless(&clone);
    let mut command = clone.workbook(&["check", "keep-the-lock", "--limit", "1h"]);
    let mut child = command.spawn().expect("it starts");
    let grader = grader(&child, alive);
    child.kill().expect("it lives");
    child.wait().expect("it is dead");
    gone(grader);
}

#[test]
fn a_signal_during_the_timing_puts_the_starter_back() {
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let clone = Clone::of(&["how_many_votes"]);
        let file = Clone::file("how_many_votes");
        let starter = clone.read(&file);
        let child = clone.workbook(&["verify", "--times"]).spawn();
        let child = child.expect("it starts");
        let (id, path) = (child.id(), clone.path(&file));
        let handed_out = starter.clone();
        limited(id, move || {
            // It is replaced at one blow: it is always there.
            until(|| std::fs::read_to_string(&path).expect("it is there") != handed_out);
        });
        send(&child, signal);
        let output = finish(child);
        assert_eq!(output.status.code(), Some(130), "{output:?}");
        assert_eq!(clone.read(&file), starter, "{signal:?}");
    }
}

#[test]
#[ignore = "it compiles for seconds: CI runs it"]
fn a_solution_that_a_killed_timing_left_is_reported() {
    let clone = Clone::new();
    clone.answer("how_many_votes", "solution");
    let (said, status) = clone.says(&["verify", "--times"]);
    let why = "how_many_votes.rs is not its starter; \
               `cargo workbook reset 04/how-many-votes` puts it back";
    let untimed = format!("04/how-many-votes was not timed: {why}");
    assert!(said.contains(&untimed) && status == 0, "{said}");
    let (said, status) = clone.says(&["verify", "--fresh"]);
    let fault = format!("✗ 04/how-many-votes: {why}");
    assert!(said.contains(&fault) && status == 1, "{said}");
    clone.says(&["reset", "how-many-votes"]);
    let (said, status) = clone.says(&["verify", "--fresh"]);
    assert_eq!(status, 0, "{said}");
}

#[test]
fn a_lesson_that_is_run_ends_too() {
    let clone = Clone::new();
    let alive = clone.path("alive");
    let program = format!(
        "fn main() {{\n    std::fs::write({alive:?}, std::process::id().to_string()).unwrap();\n    \
         loop {{\n        std::thread::park();\n    }}\n}}\n"
    );
    // Not a lesson that there is: its program would be in the place of the real one.
    clone.says(&["new", "lesson", "09-rate-limit"]);
    clone.write("lessons/09-rate-limit/src/main.rs", &program);
    let child = clone.workbook(&["run", "9"]).spawn().expect("it starts");
    let program = grader(&child, alive);
    interrupt(&child);
    assert_eq!(finish(child).status.code(), Some(130));
    gone(program);
}

/// Puts in an answer that never ends, and a model that says when it runs: where it says so.
fn endless(clone: &Clone) -> PathBuf {
    let alive = clone.path("alive");
    clone.write(
        "lessons/04-word-tally/exercises/keep_the_lock.rs",
        "use super::grade::Tally;\nuse super::sync::Arc;\n\
         pub fn count(_: usize, _: &Arc<Tally>) {\n    loop {}\n}\n",
    );
    let model = "lessons/04-word-tally/exercises/keep_the_lock/model.rs";
    let call = "count(workers as usize, &tally);";
    let says =
        format!("std::fs::write({alive:?}, std::process::id().to_string()).unwrap();\n    {call}");
    clone.write(model, &clone.read(model).replace(call, &says));
    clone.says(&["verify", "--seal"]);
    alive
}

/// Returns once it is so. Nothing else tells when a process of a process runs, so this asks again and
/// again, with pauses that leave the processor to what it waits for.
fn until(mut is_so: impl FnMut() -> bool) {
    while !is_so() {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}

/// The process that the command started, once it has said so.
fn grader(child: &Child, alive: PathBuf) -> Pid {
    let grader: i32 = limited(child.id(), move || {
        let said = || std::fs::read_to_string(&alive).ok()?.parse().ok();
        until(|| said().is_some());
        let grader = said().expect("it is said once");
        std::fs::remove_file(&alive).expect("it is there");
        grader
    });
    Pid::from_raw(grader).expect("a process")
}

/// Waits until the process is gone.
fn gone(grader: Pid) {
    limited(grader.as_raw_nonzero().get() as u32, move || {
        // It may take a moment until it is reaped.
        until(|| rustix::process::test_kill_process(grader).is_err());
    });
}
