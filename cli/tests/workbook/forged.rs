//! Answers that try to be called solved, and files that grade and were edited.

use super::clone::Clone;

/// What is said of the exercise, which is not solved.
fn said(clone: &Clone, exercise: &str) -> String {
    let (said, status) = clone.says(&["check", exercise]);
    assert_eq!(status, 1, "{said}");
    assert!(!said.contains("is solved"), "{said}");
    said
}

/// What is said of an answer in which a part was replaced.
fn refused(clone: &Clone, exercise: &str, from: &str, to: &str) -> String {
    let file = Clone::file(exercise);
    let solution = file.replace(".rs", "/solution.rs");
    let text = clone.read(&solution);
    assert!(text.contains(from), "{text}");
    clone.write(&file, &text.replace(from, to));
    let said = said(clone, exercise);
    let headline = format!("04/{} is refused", exercise.replace('_', "-"));
    assert!(said.contains(&headline), "{said}");
    assert!(said.contains(&format!("  {file}:")), "{said}");
    said
}

#[test]
fn primitives_that_the_checkers_cannot_see_are_refused() {
    let clone = Clone::new();
    let lock = "    let mut votes = tally.lock();\n    *votes += 1;\n";
    for (hidden, named) in [
        (
            "    static VOTES: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);\n    \
             let votes = VOTES.load(std::sync::atomic::Ordering::SeqCst);\n    \
             VOTES.store(votes + 1, std::sync::atomic::Ordering::SeqCst);\n    *tally.lock() = votes;\n",
            "Use `super::sync::atomic`",
        ),
        (
            "    let other = std::sync::Mutex::new(0);\n    let votes = *other.lock().unwrap();\n    \
             *other.lock().unwrap() = votes + 1;\n    *tally.lock() += 1;\n",
            "`std::sync::Mutex::new` is hidden from the checkers",
        ),
        (
            "    static mut VOTES: u32 = 0;\n    unsafe { VOTES += 1 };\n    *tally.lock() += 1;\n",
            "a `static` is shared where the checkers cannot see",
        ),
    ] {
        let said = refused(&clone, "keep_the_lock", lock, hidden);
        assert!(said.contains(named), "{said}");
    }
}

#[test]
fn a_macro_or_an_exit_in_the_answer_is_refused() {
    let clone = Clone::new();
    let pub_fn = "/// Counts a vote";
    for (forged, named) in [
        (
            "macro_rules! assert_eq { ($($t:tt)*) => {} }\n\n",
            "Write a function",
        ),
        (
            "fn end() {\n    std::process::exit(0);\n}\n\n",
            "`std::process::exit` reaches outside",
        ),
        (
            "fn tested() -> bool {\n    cfg!(test)\n}\n\n",
            "`cfg!` may hide what the answer does",
        ),
    ] {
        let said = refused(
            &clone,
            "keep_the_lock",
            pub_fn,
            &format!("{forged}{pub_fn}"),
        );
        assert!(said.contains(named), "{said}");
    }
}

#[test]
fn another_program_is_not_predicted() {
    let clone = Clone::new();
    let said = refused(
        &clone,
        "how_many_votes",
        "for _ in 0..2 {",
        "for _ in 0..1 {",
    );
    assert!(
        said.contains("`program` differs from the starter"),
        "{said}"
    );
}

#[test]
fn a_model_knows_its_subject_by_its_behavior_only() {
    let clone = Clone::of(&["fix_the_model"]);
    let first =
        "    model(|| {\n        let tally = Arc::new(Locked::new(0));\n        // CHANGED: both";
    for cheat in [
        "    assert!(module_path!().contains(\"right\"));\n",
        "    assert!(std::any::type_name::<Locked<u32>>().contains(\"right\"));\n",
        "    assert!(file!().contains(\"subject\"));\n",
    ] {
        refused(&clone, "fix_the_model", first, &format!("{cheat}{first}"));
    }
}

#[test]
fn a_test_without_a_model_is_no_answer() {
    let clone = Clone::of(&["fix_the_model"]);
    let file = Clone::file("fix_the_model");
    let head = "use super::model::model;\nuse super::subject::Locked;\n\n";
    clone.write(
        &file,
        &format!("{head}#[test]\nfn nothing() {{\n    let _ = Locked::<u32>::new;\n}}\n"),
    );
    let said_of_it = said(&clone, "fix_the_model");
    assert!(
        said_of_it.contains("04/fix-the-model: not everything was checked"),
        "{said_of_it}"
    );
    assert!(
        said_of_it.contains("The test `nothing` checks no model."),
        "{said_of_it}"
    );
    clone.write(
        &file,
        "#[test]\nfn ended_early() {\n    if true {\n        return;\n    }\n}\n",
    );
    let said_of_it = said(&clone, "fix_the_model");
    assert!(
        said_of_it.contains("The test `ended_early` checks no model."),
        "{said_of_it}"
    );
}

#[test]
fn a_target_that_compiles_another_file_is_named() {
    let clone = Clone::new();
    clone.answer("keep_the_lock", "wrong/in_turn");
    let package = "04-word-tally/exercises/Cargo.toml";
    for (file, from, to) in [
        (package, "graded.rs", "mine.rs"),
        (package, "crate-type", "harness = false\ncrate-type"),
        (package, "name = \"exercises-04\"", "name = \"another\""),
        (
            "04-word-tally/exercises/graded.rs",
            "include!",
            "use std::thread;\ninclude!",
        ),
        ("exercises.rs", "WORKBOOK_EXERCISES", "MINE"),
    ] {
        let file = format!("lessons/{file}");
        let text = clone.read(&file);
        assert!(text.contains(from), "{text}");
        clone.write(&file, &text.replace(from, to));
        let said = said(&clone, "keep-the-lock");
        assert!(
            said.contains(&format!(
                "  {file} differs from the file that came with the workbook"
            )),
            "{said}"
        );
        clone.write(&file, &text);
    }
}

#[test]
#[ignore = "it compiles for seconds: CI runs it"]
fn files_that_grade_and_were_edited_are_named() {
    let clone = Clone::new();
    clone.answer("keep_the_lock", "solution");
    let folder = "lessons/04-word-tally/exercises/keep_the_lock";
    for (file, from, to) in [
        (
            "exercise.toml",
            "checkers = [\"explorer\", \"loom\"]",
            "checkers = []",
        ),
        (
            "exercise.toml",
            "[\"explorer\", \"loom\"]",
            "[\"explorer\"]",
        ),
        (
            "model.rs",
            "assert_eq!(votes - before, workers, \"a vote was lost\");",
            "",
        ),
        ("starter.rs", "use super::sync::{", "use std::sync::{"),
    ] {
        let file = format!("{folder}/{file}");
        let text = clone.read(&file);
        assert!(text.contains(from), "{text}");
        clone.write(&file, &text.replace(from, to));
        let said = said(&clone, "keep-the-lock");
        assert!(
            said.contains("is not graded: a file that grades it was edited"),
            "{said}"
        );
        assert!(
            said.contains(&format!("Restore it: git checkout -- {file}")),
            "{said}"
        );
        // Line ends are git's, and say nothing.
        clone.write(&file, &text.replace('\r', "").replace('\n', "\r\n"));
    }
    let (said, status) = clone.says(&["check", "keep-the-lock"]);
    assert_eq!(status, 0, "{said}");
    // An author looks at what was changed, and seals it.
    let model = format!("{folder}/model.rs");
    clone.write(
        &model,
        &clone
            .read(&model)
            .replace("a vote was lost", "a vote is gone"),
    );
    let (said, status) = clone.says(&["verify"]);
    assert_eq!(status, 1);
    let wanted = "exercises/keep_the_lock/model.rs differs from its seal";
    assert!(said.contains(wanted), "{said}");
    clone.says(&["verify", "--seal"]);
    let (said, status) = clone.says(&["check", "keep-the-lock"]);
    assert_eq!(status, 0, "{said}");
}

#[test]
fn variables_of_the_terminal_have_no_say() {
    let clone = Clone::new();
    clone.answer("keep_the_lock", "wrong/lock_first");
    let mut command = clone.workbook(&["check", "keep-the-lock"]);
    command
        .env("WORKBOOK_MODEL", "04/another")
        .env("WORKBOOK_TELL", clone.path("told"));
    command
        .env("WORKBOOK_REPLAY", "04/another:1")
        .env("RUST_TEST_SHUFFLE", "1");
    let output = lesson_testing::child::run(&mut command);
    let said = lesson_testing::child::text(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("a vote was lost"), "{said}");
    assert!(!clone.path("told").exists());
}
