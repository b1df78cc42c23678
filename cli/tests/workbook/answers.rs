//! Answers of every kind, and what is said of each.

use super::clone::Clone;

const LOCK: &str = "lessons/04-word-tally/exercises/keep_the_lock.rs";
const VOTES: &str = "lessons/04-word-tally/exercises/how_many_votes.rs";

#[test]
fn what_does_not_compile_shows_what_the_compiler_says() {
    let clone = Clone::new();
    let text = clone.read(LOCK).replace("votes + 1", "votes + one");
    clone.write(LOCK, &text);
    let (said, status) = clone.says(&["check", "4/keep_the_lock"]);
    assert_eq!(status, 1);
    assert!(said.contains("04/keep-the-lock does not compile"), "{said}");
    assert!(said.contains("cannot find value `one`"), "{said}");
    // It points into the learner's file, whatever file compiles it.
    let line = text.lines().position(|line| line.contains("one;"));
    let place = format!("{LOCK}:{}:", line.expect("the line") + 1);
    assert!(said.contains(&place), "{said}");
    assert!(!said.contains("could not compile `lesson-04`"), "{said}");
}

#[test]
#[ignore = "it compiles for seconds: CI runs it"]
fn an_endless_loop_is_ended() {
    let clone = Clone::new();
    let text = clone.read(LOCK);
    clone.write(
        LOCK,
        &text.replace(
            "    let votes = *tally.lock();\n    *",
            "    loop {}\n    #[allow(unreachable_code)]\n    let votes = 0;\n    *",
        ),
    );
    let (said, status) = clone.says(&["check", "keep-the-lock", "--limit", "3s"]);
    assert_eq!(status, 1);
    assert!(said.contains("04/keep-the-lock never ends"), "{said}");
    assert!(said.contains("It was stopped after 3s"), "{said}");
}

/// It would take all memory of the machine otherwise.
#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_takes_memory_without_end_is_ended() {
    let clone = Clone::new();
    let text = clone.read(LOCK);
    let endless = "    let mut all = vec![0_u8; 1 << 30];\n    while all.len() < 1 << 33 {\n        \
                   all.extend_from_within(..);\n    }\n    let votes = *tally.lock();";
    clone.write(
        LOCK,
        &text.replace("    let votes = *tally.lock();", endless),
    );
    let (said, status) = clone.says(&["check", "keep-the-lock"]);
    assert_eq!(status, 1);
    assert!(said.contains("memory allocation of"), "{said}");
}

#[test]
fn the_longest_limit_is_no_panic() {
    let clone = Clone::new();
    clone.answer("how_many_votes", "solution");
    let args = [
        "check",
        "how-many-votes",
        "--limit",
        "18446744073709551615s",
    ];
    let (said, status) = clone.says(&args);
    assert_eq!(status, 0, "{said}");
    assert!(
        said.starts_with("✓ 04/how-many-votes is solved\n"),
        "{said}"
    );
}

#[test]
fn a_hole_is_called_one() {
    let clone = Clone::new();
    let text = clone
        .read(LOCK)
        .replace("*tally.lock() = votes + 1", "todo!()");
    clone.write(LOCK, &text);
    let (said, _) = clone.says(&["check", "keep-the-lock"]);
    assert!(said.contains("a `todo!()` is left to replace"), "{said}");
}

#[test]
fn each_outcome_that_was_missed_is_shown() {
    let clone = Clone::new();
    let (said, status) = clone.says(&["check", "how-many-votes"]);
    assert_eq!(status, 1);
    insta::assert_snapshot!(said);
    let text = clone
        .read(VOTES)
        .replace("&[\"4\"]", "&[\"2\", \"3\", \"4\", \"5\"]");
    clone.write(VOTES, &text);
    let (said, _) = clone.says(&["check", "how-many-votes"]);
    assert!(
        said.starts_with("✗ 04/how-many-votes: an outcome is impossible\n"),
        "{said}"
    );
    assert!(said.contains("5 is impossible."), "{said}");
}

#[test]
fn several_exercises_are_a_line_each() {
    let clone = Clone::new();
    clone.answer("how_many_votes", "solution");
    let (said, status) = clone.says(&["check", "keep-the-lock", "how-many-votes"]);
    assert_eq!(status, 1);
    let lines = "✗ 04/keep-the-lock: an interleaving breaks it\n✓ 04/how-many-votes is solved\n";
    assert_eq!(said, lines);
    let (said, status) = clone.says(&["check", "--all"]);
    // What was not touched is not solved, and that is known.
    assert_eq!(
        (said.as_str(), status),
        ("✓ 04/how-many-votes is solved\n", 1)
    );
}

#[test]
fn names_that_are_nearly_right_are_suggested() {
    let clone = Clone::new();
    let (said, status) = clone.says(&["check", "04/keep-the-luck"]);
    assert_eq!(status, 2);
    let wanted = "error: there is no exercise 04/keep-the-luck; did you mean 04/keep-the-lock?\n";
    assert_eq!(said, wanted);
    let (said, status) = clone.says(&["explore", "04/zzz"]);
    assert_eq!(status, 2);
    assert!(said.contains("there is no model 04/zzz"), "{said}");
    let (said, status) = clone.says(&["explore", "a-model"]);
    assert_eq!(status, 2);
    assert_eq!(said, "error: a-model may be 01/a-model or 04/a-model\n");
    let (said, status) = clone.says(&["run", "9"]);
    assert_eq!(
        (said.as_str(), status),
        ("error: there is no lesson 9; there are 01, 04\n", 2)
    );
    let (said, status) = clone.says(&["chek"]);
    assert_eq!(status, 2);
    assert!(
        said.contains("a similar subcommand exists: 'check'"),
        "{said}"
    );
}

#[test]
fn a_line_is_to_blame_if_changing_it_helps() {
    let clone = Clone::of(&["short_in_the_till"]);
    let file = Clone::file("short_in_the_till");
    let starter = clone.read(&file);
    let says = |letter: &str| {
        clone.write(&file, &starter.replace("'?'", &format!("'{letter}'")));
        clone.says(&["check", "short-in-the-till"])
    };
    let (said, status) = says("?");
    assert_eq!(status, 1);
    assert!(
        said.starts_with("✗ 04/short-in-the-till: what is in the till (left: 3, right: 8)\n"),
        "{said}"
    );
    assert!(
        said.contains("\nWhich line is to blame? Write its letter in "),
        "{said}"
    );
    let (said, status) = says("A");
    assert_eq!(status, 1);
    assert!(
        said.starts_with("✗ 04/short-in-the-till: line A is not to blame,"),
        "{said}"
    );
    let change = "\n    - let paid = *self.till.lock();\n    + let till = self.till.lock();\n    + let paid = *till;\n";
    assert!(said.contains(change), "{said}");
    assert!(said.contains("clerk 1 waits for itself"), "{said}");
    let (said, status) = says("C");
    assert_eq!(status, 0, "{said}");
    assert!(
        said.starts_with("✓ 04/short-in-the-till is solved\n"),
        "{said}"
    );
    assert!(
        said.contains("\n    + *self.till.lock() += price;\n"),
        "{said}"
    );
}
