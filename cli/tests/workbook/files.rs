//! What is kept, and what was damaged.

use super::clone::Clone;
use lesson_testing::child::finish;
use serde_json::Value;

const PROGRESS: &str = ".workbook/progress.json";
const LOCK: &str = "lessons/04-word-tally/exercises/keep_the_lock.rs";

fn state(clone: &Clone, id: &str) -> String {
    let (said, _) = clone.says(&["list", "--json"]);
    let list: Value = serde_json::from_str(&said).expect("JSON");
    let lessons = list["lessons"].as_array().expect("lessons");
    let mut exercises = lessons
        .iter()
        .flat_map(|lesson| lesson["exercises"].as_array().expect("exercises"));
    let exercise = exercises.find(|exercise| exercise["id"] == id);
    exercise.expect("it")["state"]
        .as_str()
        .expect("text")
        .into()
}

#[test]
fn reset_keeps_what_was_there() {
    let clone = Clone::new();
    let starter = clone.read(LOCK);
    let (said, _) = clone.says(&["reset", "keep-the-lock"]);
    assert_eq!(said, format!("{LOCK} is already the starter.\n"));
    for n in [1, 2] {
        clone.write(LOCK, &format!("mine {n}"));
        let (said, status) = clone.says(&["reset", "keep-the-lock"]);
        assert_eq!(status, 0);
        let kept = LOCK.replace(".rs", &format!(".{n}.mine"));
        assert_eq!(
            said,
            format!("{LOCK} is the starter again; your version is {kept}.\n")
        );
        assert_eq!(clone.read(LOCK), starter);
        assert_eq!(clone.read(&kept), format!("mine {n}"));
    }
}

#[test]
fn progress_follows_an_exercise_to_its_new_id() {
    let clone = Clone::of(&["fix_the_model"]);
    let noted = r#"{"open":"04/mend-the-model","exercises":{"04/mend-the-model":
        {"solved":{"answer":"then","exercise":"then"},"hints":2}}}"#;
    clone.write(PROGRESS, noted);
    assert_eq!(state(&clone, "04/fix-the-model"), "changed");
    let (hint, _) = clone.says(&["hint", "mend-the-model"]);
    assert!(hint.contains("04/fix-the-model"), "{hint}");
    let kept = clone.read(PROGRESS);
    assert!(
        kept.contains("04/fix-the-model") && !kept.contains("mend"),
        "{kept}"
    );
}

#[test]
fn progress_tells_what_changed_since_and_is_found_again() {
    let clone = Clone::new();
    assert_eq!(state(&clone, "04/how-many-votes"), "open");
    clone.answer("how_many_votes", "solution");
    clone.says(&["check", "how-many-votes"]);
    assert_eq!(state(&clone, "04/how-many-votes"), "solved");

    let answer = "lessons/04-word-tally/exercises/how_many_votes.rs";
    let text = clone.read(answer);
    clone.write(answer, &format!("{text}\n"));
    assert_eq!(state(&clone, "04/how-many-votes"), "edited");
    // Line ends are git's, and say nothing.
    clone.write(answer, &text.replace('\n', "\r\n"));
    assert_eq!(state(&clone, "04/how-many-votes"), "solved");
    let model = "lessons/04-word-tally/exercises/how_many_votes/model.rs";
    let graded = clone.read(model);
    clone.write(model, &format!("{graded}\n"));
    assert_eq!(state(&clone, "04/how-many-votes"), "changed");
    clone.says(&["verify", "--seal"]);

    std::fs::remove_file(clone.path(PROGRESS)).expect("it was written");
    assert_eq!(state(&clone, "04/how-many-votes"), "open");
    clone.says(&["check", "--all"]);
    assert_eq!(state(&clone, "04/how-many-votes"), "solved");
}

#[test]
fn damaged_progress_holds_nothing_back_and_is_told_once() {
    let clone = Clone::new();
    let wanted = "so what is solved is not noted. Move it away, and `cargo workbook check --all` writes \
                  it again";
    for damaged in [&b"{\"open\":"[..], b"\xFF\xFE", b"7"] {
        std::fs::create_dir_all(clone.path(".workbook")).expect("a folder");
        std::fs::write(clone.path(PROGRESS), damaged).expect("a file");
        let (said, status) = clone.says(&["hint", "keep-the-lock"]);
        assert_eq!(status, 0, "{said}");
        assert!(said.contains("04/keep-the-lock, hint 1 of 3:\n"), "{said}");
        let told = said.matches(wanted).count();
        assert_eq!(told, 1, "{said}");
        assert!(
            said.contains(&format!("warning: {PROGRESS} is damaged: ")),
            "{said}"
        );
        // What is there may still be of use to its owner.
        assert_eq!(
            std::fs::read(clone.path(PROGRESS)).expect("a file"),
            damaged
        );
    }
    clone.answer("how_many_votes", "solution");
    let (said, status) = clone.says(&["check", "how-many-votes"]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("04/how-many-votes is solved"), "{said}");
    assert_eq!(said.matches(wanted).count(), 1, "{said}");
}

/// A device has no end, and a file without a writer may be as large.
#[cfg(unix)]
#[test]
fn progress_that_is_no_file_of_this_command_is_not_read() {
    let clone = Clone::new();
    std::fs::create_dir_all(clone.path(".workbook")).expect("a folder");
    std::os::unix::fs::symlink("/dev/zero", clone.path(PROGRESS)).expect("a link");
    let (said, status) = clone.says(&["hint", "keep-the-lock"]);
    assert_eq!(status, 0, "{said}");
    assert!(
        said.contains(&format!(
            "{PROGRESS} cannot be read: it is not a regular file; so what"
        )),
        "{said}"
    );
    std::fs::remove_file(clone.path(PROGRESS)).expect("it is there");
    let large = std::fs::File::create(clone.path(PROGRESS)).expect("a file");
    large.set_len(1 << 40).expect("its length is set");
    let (said, status) = clone.says(&["hint", "keep-the-lock"]);
    assert_eq!(status, 0, "{said}");
    assert!(
        said.contains(&format!(
            "{PROGRESS} cannot be read: it is larger than 1 MiB; so what"
        )),
        "{said}"
    );
    std::fs::remove_file(clone.path(PROGRESS)).expect("it is there");
    std::fs::create_dir(clone.path(PROGRESS)).expect("a folder");
    let (said, status) = clone.says(&["hint", "keep-the-lock"]);
    assert_eq!(status, 0, "{said}");
    assert_eq!(said.matches("warning: ").count(), 1, "{said}");
}

/// To open a named pipe takes until it is written to, which is never.
#[cfg(unix)]
#[test]
fn a_named_pipe_where_a_file_should_be_holds_nothing_up() {
    let pipe = |path: std::path::PathBuf| {
        let made = std::process::Command::new("mkfifo").arg(path).status();
        assert!(made.expect("it starts").success());
    };
    let clone = Clone::new();
    std::fs::create_dir_all(clone.path(".workbook")).expect("a folder");
    pipe(clone.path(".workbook/lock"));
    let (said, status) = clone.says(&["hint", "keep-the-lock"]);
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("04/keep-the-lock, hint 1 of 3:\n"), "{said}");
    assert!(
        said.contains(&format!(
            "warning: cannot write {PROGRESS}: it is not a regular file"
        )),
        "{said}"
    );
    std::fs::remove_file(clone.path(LOCK)).expect("it is there");
    pipe(clone.path(LOCK));
    for command in ["check", "reset"] {
        let (said, status) = clone.says(&[command, "keep-the-lock"]);
        assert_eq!(status, 1, "{said}");
        let wanted = format!("cannot read {LOCK}: it is not a regular file");
        assert!(said.contains(&wanted), "{said}");
    }
}

#[test]
fn an_answer_that_is_missing_and_a_folder_of_an_editor_are_no_riddle() {
    let clone = Clone::new();
    std::fs::create_dir(clone.path("lessons/04-word-tally/exercises/.idea")).expect("a folder");
    std::fs::remove_file(clone.path(LOCK)).expect("it is there");
    let (said, status) = clone.says(&["check", "keep-the-lock"]);
    assert_eq!(status, 1, "{said}");
    let wanted = "`cargo workbook reset 04/keep-the-lock` restores the starter";
    assert!(said.contains(wanted), "{said}");
    let (said, status) = clone.says(&["reset", "keep-the-lock"]);
    assert_eq!(
        (said, status),
        (format!("{LOCK} is the starter again.\n"), 0)
    );
}

#[test]
fn check_all_says_that_nothing_is_solved_in_a_fresh_clone() {
    let clone = Clone::new();
    let (said, status) = clone.says(&["check", "--all"]);
    assert_eq!(status, 1);
    assert_eq!(
        said,
        format!(
            "Nothing is solved yet: `check --all` grades the exercises that you have edited, and 2 exercises \
             are still unedited.\nNext: 04/keep-the-lock (fix, 5 min) in {LOCK}\n"
        )
    );
}

#[test]
fn an_answer_is_told_also_where_it_cannot_be_noted() {
    let clone = Clone::new();
    clone.answer("how_many_votes", "solution");
    // A folder in the way: who is root may write to a file that is read-only.
    std::fs::create_dir_all(clone.path(".workbook/lock")).expect("a folder");
    let (said, status) = clone.says(&["check", "how-many-votes"]);
    assert_eq!(status, 0);
    assert!(
        said.starts_with("✓ 04/how-many-votes is solved\n"),
        "{said}"
    );
    assert!(
        said.contains("\nwarning: cannot write .workbook/progress.json: "),
        "{said}"
    );
    let (said, status) = clone.says(&["hint", "keep-the-lock"]);
    assert_eq!(status, 0);
    assert!(said.contains("04/keep-the-lock, hint 1 of 3:\n"), "{said}");
}

#[test]
#[ignore = "it compiles for seconds: CI runs it"]
fn two_checks_at_once_note_both() {
    let clone = Clone::of(&["timed_out_or_ended", "how_many_votes"]);
    // Of two lessons, each of which has an executable of its own.
    let exercises = [
        ("timed_out_or_ended", "01/timed-out-or-ended"),
        ("how_many_votes", "04/how-many-votes"),
    ];
    for (file, _) in exercises {
        clone.answer(file, "solution");
    }
    // Compiled by now: they end at nearly the same time.
    clone.says(&["check", "--all"]);
    for _ in 0..5 {
        std::fs::remove_file(clone.path(PROGRESS)).expect("it was written");
        let checks = exercises.map(|(_, id)| clone.workbook(&["check", id]).spawn());
        for check in checks {
            let output = finish(check.expect("it starts"));
            assert_eq!(output.status.code(), Some(0), "{output:?}");
        }
        for (_, id) in exercises {
            assert_eq!(state(&clone, id), "solved");
        }
    }
}

/// Both have one source and one target: each waits until the other has compiled.
#[test]
fn two_checks_at_once_in_a_lesson_each_grade_their_own_answer() {
    let clone = Clone::new();
    let checks = [
        ("how_many_votes", "solution", "04/how-many-votes", Some(0)),
        (
            "keep_the_lock",
            "wrong/lock_first",
            "04/keep-the-lock",
            Some(1),
        ),
    ];
    let checks = checks.map(|(file, answer, id, status)| {
        clone.answer(file, answer);
        (clone.workbook(&["check", id]).spawn(), id, status)
    });
    for (check, id, status) in checks {
        let output = finish(check.expect("it starts"));
        assert_eq!(output.status.code(), status, "{output:?}");
        let headline = match status {
            Some(0) => format!("✓ {id} is solved\n"),
            _ => format!("✗ {id}: a vote was lost (left: 1, right: 2)\n"),
        };
        let said = lesson_testing::child::text(&output.stdout);
        assert!(said.starts_with(&headline), "{said}");
    }
}

#[test]
fn hints_come_one_after_the_other_and_begin_anew_after_a_reset() {
    let clone = Clone::new();
    let hint = || clone.says(&["hint", "keep-the-lock"]).0;
    assert!(hint().starts_with("04/keep-the-lock, hint 1 of 3:\n"));
    assert!(hint().starts_with("04/keep-the-lock, hint 2 of 3:\n"));
    assert!(hint().contains("That was the last hint."));
    assert!(hint().starts_with("04/keep-the-lock, hint 3 of 3:\n"));
    clone.says(&["reset", "keep-the-lock"]);
    assert!(hint().starts_with("04/keep-the-lock, hint 1 of 3:\n"));
}

#[test]
fn outside_of_a_clone_it_says_where_to_go() {
    let clone = Clone::new();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let mut command = clone.workbook(&["list"]);
    let output = lesson_testing::child::run(command.current_dir(elsewhere.path()));
    let said = lesson_testing::child::text(&output.stderr).to_string();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("found no workbook in"), "{said}");
    assert!(said.contains("run this inside your clone"), "{said}");
}
