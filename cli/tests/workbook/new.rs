//! `new` makes skeletons that compile, and `verify` lists what is left to write.

use super::clone::Clone;
use lesson_testing::child;

#[test]
#[ignore = "it compiles for seconds: CI runs it"]
fn a_skeleton_compiles_and_what_is_left_to_write_is_named() {
    let clone = Clone::of(&[]);
    let mut told = String::new();
    for args in [
        ["new", "lesson", "09-rate-limit"],
        ["new", "exercise", "9/meet_halfway"],
        ["new", "trap", "09/too-fast"],
        ["new", "trap", "09/all-at-once"],
    ] {
        let (said, status) = clone.says(&args);
        assert_eq!(status, 0, "{said}");
        told += &format!("$ cargo workbook {}\n{said}\n", args.join(" "));
    }
    let (said, status) = clone.says(&["verify"]);
    assert_eq!(status, 1, "{said}");
    let (said, _) = said.rsplit_once(", ").expect("a time");
    insta::assert_snapshot!(format!("{told}$ cargo workbook verify\n{said}"));
    for list in ["src/lib.rs", "tests/models/all.rs"] {
        let text = clone.read(&format!("lessons/09-rate-limit/{list}"));
        let traps = "mod traps {\n    pub mod all_at_once;\n    pub mod too_fast;\n}\n";
        assert!(text.contains(traps), "{text}");
    }
    let tests = child::run(&mut clone.cargo(&[
        "test",
        "--bin",
        "lesson-09",
        "--test",
        "loom",
        "--test",
        "explorer",
    ]));
    let errors = child::text(&tests.stderr);
    assert!(tests.status.success(), "{errors}");
    assert!(!errors.contains("warning"), "{errors}");
    assert!(
        clone
            .path("lessons/09-rate-limit/recordings/rate-limit.json")
            .exists()
    );
}

#[test]
fn a_name_that_is_none_or_taken_makes_nothing() {
    let clone = Clone::new();
    for (args, wanted) in [
        (
            ["lesson", "rate-limit"],
            "rate-limit is no name: a lesson is named by two digits and words, as in 09-rate-limit",
        ),
        (
            ["lesson", "04-another"],
            "lessons/04-word-tally is lesson 04 already; choose another number",
        ),
        (
            ["exercise", "04/keep_the_lock"],
            "lessons/04-word-tally/exercises/keep_the_lock exists already; choose another name",
        ),
        (
            ["exercise", "04/Keep It"],
            "04/Keep It is no name: write a lesson and words, as in 04/keep-the-lock",
        ),
        (
            ["exercise", "04/loop"],
            "04/loop is no name: write a lesson",
        ),
        (
            ["exercise", "77/a-name"],
            "there is no lesson 77; there are 01, 04",
        ),
        (
            ["trap", "04-word-tallly/a-name"],
            "there is no lesson 04-word-tallly; did you mean 04-word-tally?",
        ),
        (
            ["trap", "04/a-trap"],
            "lessons/04-word-tally/src/traps/a_trap.rs exists already; choose another name",
        ),
        (
            ["trap", "04/new-one"],
            "lessons/04-word-tally/src/lib.rs has no `mod traps { }`",
        ),
    ] {
        let (said, status) = clone.says(&["new", args[0], args[1]]);
        assert!(said.contains(wanted), "{wanted}: {said}");
        assert!(status > 0, "{said}");
    }
    assert!(
        !clone
            .path("lessons/04-word-tally/src/traps/new_one.rs")
            .exists()
    );
}
