//! A learner's first steps.

use super::clone::Clone;

#[test]
fn from_the_first_start_to_the_first_solved_exercise() {
    let clone = Clone::new();
    let mut told = String::new();
    let mut run = |args: &[&str], status: i32| {
        let (said, ended) = clone.says(args);
        told += &format!("$ cargo workbook {}\n{said}[{ended}]\n\n", args.join(" "));
        assert_eq!(ended, status, "{said}");
    };
    run(&[], 0);
    run(&["check"], 1);
    run(&["hint"], 0);
    clone.answer("keep_the_lock", "wrong/in_turn");
    run(&["check"], 1);
    run(&["solution", "04/keep-the-lock"], 1);
    clone.answer("keep_the_lock", "solution");
    run(&["check"], 0);
    run(&["solution", "04/keep-the-lock"], 0);
    run(&[], 0);
    run(&["list"], 0);
    insta::assert_snapshot!(told);
}

#[test]
fn sentences_and_ascii_are_there_for_who_wants_them() {
    let clone = Clone::new();
    let (said, _) = clone.says(&["check", "04/keep_the_lock", "--plain", "--ascii"]);
    assert!(said.is_ascii(), "{said}");
    insta::assert_snapshot!(said);
}
