//! Answers are graded by what they say, whatever the times of their files are.

use super::clone::Clone;

fn is_solved(clone: &Clone, exercise: &str) -> bool {
    let (said, status) = clone.says(&["check", exercise]);
    let solved = said.contains("is solved");
    assert_eq!(status, i32::from(!solved), "{said}");
    solved
}

#[test]
#[ignore = "it compiles for seconds: CI runs it"]
fn an_older_answer_that_is_put_back_is_compiled() {
    let (clone, lock) = (Clone::new(), Clone::file("keep_the_lock"));
    let solution = clone.read("lessons/04-word-tally/exercises/keep_the_lock/solution.rs");
    clone.answer("keep_the_lock", "wrong/lock_first");
    assert!(!is_solved(&clone, "keep-the-lock"));
    clone.says(&["reset", "keep-the-lock"]);
    let mine = lock.replace(".rs", ".1.mine");
    clone.age(&mine);
    clone.write(&lock, &solution);
    assert!(is_solved(&clone, "keep-the-lock"));
    // `mv`, which keeps the time.
    std::fs::rename(clone.path(&mine), clone.path(&lock)).expect("it is moved");
    assert!(!is_solved(&clone, "keep-the-lock"));
    // `cp -p` from a backup that is as old.
    clone.write(&lock, &solution);
    clone.age(&lock);
    assert!(is_solved(&clone, "keep-the-lock"));
    clone.answer("keep_the_lock", "wrong/look_again");
    clone.age(&lock);
    assert!(!is_solved(&clone, "keep-the-lock"));
}

#[cfg(unix)]
#[test]
fn a_file_in_place_of_a_link_is_compiled() {
    let (clone, lock) = (Clone::new(), Clone::file("keep_the_lock"));
    std::fs::remove_file(clone.path(&lock)).expect("it is there");
    std::os::unix::fs::symlink("keep_the_lock/solution.rs", clone.path(&lock)).expect("a link");
    assert!(is_solved(&clone, "keep-the-lock"));
    std::fs::remove_file(clone.path(&lock)).expect("it is there");
    clone.write(&lock, "this is no Rust");
    clone.age(&lock);
    let (said, status) = clone.says(&["check", "keep-the-lock"]);
    assert_eq!(status, 1);
    assert!(said.contains("04/keep-the-lock does not compile"), "{said}");
}

#[test]
#[ignore = "it compiles for seconds: CI runs it"]
fn older_wrong_implementations_are_compiled() {
    let clone = Clone::of(&["fix_the_model"]);
    clone.answer("fix_the_model", "solution");
    assert!(is_solved(&clone, "fix-the-model"));
    // Each is the one that is right now, and older than what was compiled.
    let folder = "lessons/04-word-tally/exercises/fix_the_model";
    let right = clone.read(&format!("{folder}/subject.rs"));
    let mutant = format!("{folder}/mutants/looks_first.rs");
    let _ = std::fs::remove_file(clone.path(&mutant.replace(".rs", ".edit")));
    clone.write(&mutant, &right);
    clone.age(&mutant);
    clone.says(&["verify", "--seal"]);
    let (said, status) = clone.says(&["check", "fix-the-model"]);
    assert_eq!(status, 1, "{said}");
    assert!(
        said.contains("your model finds 3 of 4 wrong implementations"),
        "{said}"
    );
}
