//! `verify` is green, and each fault turns it red.

use super::clone::Clone;
use lesson_testing::files::names;

const FOLDER: &str = "lessons/04-word-tally/exercises/keep_the_lock";

/// What `verify` says of a clone in which something was changed.
fn verified(change: impl FnOnce(&Clone)) -> (String, i32) {
    let clone = Clone::new();
    change(&clone);
    clone.says(&["verify"])
}

#[test]
fn it_is_green() {
    let mut answers = 0;
    let (said, status) = verified(|clone| {
        for exercise in ["keep_the_lock", "how_many_votes"] {
            let folder = clone.path(&Clone::file(exercise)).with_extension("");
            // The starter and the solution.
            answers += 2;
            for others in ["right", "wrong", "hostile"].map(|name| folder.join(name)) {
                if others.is_dir() {
                    answers += names(&others).len();
                }
            }
        }
    });
    assert_eq!(status, 0, "{said}");
    let counted = format!("2 exercises, {answers} answers graded, 0 faults");
    assert!(said.starts_with(&counted) && answers > 30, "{said}");
}

/// All at once: each verification compiles every answer.
#[test]
fn each_fault_turns_it_red() {
    let (said, status) = verified(|clone| {
        let folder = clone.path(FOLDER);
        // What differs from the solution would fit it no more.
        for name in names(&folder) {
            if let Some(name) = name.strip_suffix(".edit") {
                let whole = clone.text("keep_the_lock", name);
                clone.write(&format!("{FOLDER}/{name}.rs"), &whole);
                std::fs::remove_file(folder.join(format!("{name}.edit"))).expect("it");
            }
        }
        let solution = clone.read(&format!("{FOLDER}/solution.rs"));
        let wrong = clone.text("keep_the_lock", "wrong/lock_first");
        clone.write(&format!("{FOLDER}/solution.rs"), &wrong);
        clone.write(&format!("{FOLDER}/starter.rs"), &solution);
        let about = clone.read(&format!("{FOLDER}/exercise.toml"));
        let first = about.find("    \"The lock").expect("the first hint");
        let end = first + about[first..].find('\n').expect("its end") + 1;
        let about = format!("{}{}", &about[..first], &about[end..]);
        clone.write(&format!("{FOLDER}/exercise.toml"), &about);
        clone.write(&format!("{FOLDER}/wrong/unheard_of.rs"), "");
        std::fs::remove_file(folder.join("digests.toml")).expect("it");
    });
    assert_eq!(status, 1);
    for fault in [
        "04/keep-the-lock: solution.rs: assertion, and not solved",
        "04/keep-the-lock: starter.rs: solved, and not assertion",
        "04/keep-the-lock: starter.rs has no `// TODO`",
        "04/keep-the-lock: it has 2 hints, and not 3",
        "04: exercises/keep_the_lock/wrong/unheard_of.rs belongs to nothing",
        "04: exercises/keep_the_lock/digests.toml is missing",
    ] {
        assert!(said.contains(&format!("✗ {fault}")), "{fault} in {said}");
    }
    // What follows from the exchange, too.
    assert!(said.contains(" answers graded, 8 faults, "), "{said}");
}

#[test]
fn an_answer_that_differs_from_lines_that_are_not_there_turns_it_red() {
    let (said, status) = verified(|clone| {
        let edit = "of: solution.rs\n--- old\n    unheard_of();\n--- new\n";
        let edited = clone.path(&format!("{FOLDER}/wrong/in_turn"));
        let _ = std::fs::remove_file(edited.with_extension("rs"));
        clone.write(&format!("{FOLDER}/wrong/in_turn.edit"), edit);
    });
    assert_eq!(status, 1);
    let fault =
        format!("{FOLDER}/wrong/in_turn.edit: these lines are not there:\n    unheard_of();");
    assert!(said.contains(&fault), "{said}");
}

#[test]
fn an_edit_of_a_solution_that_is_solved_turns_it_red_unless_it_is_on_the_list() {
    let clone = Clone::new();
    let list = format!("{FOLDER}/edits.toml");
    let right = clone.read(&list);
    // Two of them: one does not hold, and one is on the list.
    let args = ["verify", "keep-the-lock", "--edits", "--sample", "11"];
    let (said, status) = clone.says(&args);
    assert_eq!(status, 0, "{said}");
    assert!(said.starts_with("exercise  "), "{said}");
    assert!(said.contains("04/keep-the-lock"), "{said}");
    clone.write(&list, "");
    let (listed, status) = clone.says(&args);
    assert_eq!(status, 1, "{listed}");
    let (name, _) = right.split_once(" = ").expect("an edit");
    let wanted = format!("say why it is right in edits.toml: {name}");
    assert!(listed.contains(&wanted), "{listed}");
    // What was there is there again.
    assert_eq!(
        clone.read(&format!("{FOLDER}/starter.rs")),
        clone.read(&Clone::file("keep_the_lock"))
    );
}

#[test]
#[ignore = "it compiles for seconds: CI runs it"]
fn edits_that_the_compiler_refuses_do_not_keep_it_from_grading_the_others() {
    let clone = Clone::new();
    let list = format!("{FOLDER}/edits.toml");
    let right = clone.read(&list);
    clone.write(
        &list,
        &format!("{right}\"vote: leave out `it`\" = \"no edit\"\n"),
    );
    let (said, status) = clone.says(&["verify", "keep-the-lock", "--edits"]);
    assert_eq!(status, 1, "{said}");
    let table: Vec<&str> = said.lines().collect();
    assert!(
        table[0].starts_with("exercise                        edits  does not compile  assertion"),
        "{said}"
    );
    assert!(
        table[0].ends_with("  on the list  not on the list"),
        "{said}"
    );
    let numbers: Vec<usize> = table[1]
        .split_whitespace()
        .skip(1)
        .map(|number| number.parse().expect("a number"))
        .collect();
    let [edits, refused, failed, .., listed, solved] = numbers[..] else {
        panic!("{said}");
    };
    assert!(refused > 0 && failed > 0, "{said}");
    assert_eq!((listed, solved), (1, 0), "{said}");
    assert_eq!(numbers[1..].iter().sum::<usize>(), edits, "{said}");
    let stale =
        "✗ 04/keep-the-lock: edits.toml names an edit that is not solved: vote: leave out `it`";
    assert!(said.contains(stale), "{said}");
}

#[test]
fn the_line_to_blame_is_the_only_one_whose_change_helps() {
    let folder = Clone::file("short_in_the_till").replace(".rs", "");
    let clone = Clone::of(&["short_in_the_till"]);
    let edit = |file: &str, from: &str, to: &str| {
        let file = format!("{folder}/{file}");
        let text = clone.read(&file);
        assert!(text.contains(from), "{file} has no {from:?}");
        clone.write(&file, &text.replacen(from, to, 1));
    };
    // It is the only one here.
    edit("exercise.toml", "order = 4", "order = 1");
    clone.says(&["verify", "--seal"]);
    let (said, status) = clone.says(&["verify"]);
    assert_eq!(status, 0, "{said}");
    edit(
        "exercise.toml",
        "[lines.B]\nword = \"assertion\"",
        "[lines.B]\nword = \"solved\"",
    );
    edit("counterexample.json", "clerk 1", "clerk 3");
    clone.says(&["verify", "--seal"]);
    let (said, status) = clone.says(&["verify"]);
    assert_eq!(status, 1);
    for fault in [
        "2 lines are to blame, and not 1",
        "solution.rs does not name the line to blame",
        "counterexample.json is not what the checker finds",
        "lines/b.edit: assertion, and not solved",
    ] {
        let fault = format!("✗ 04/short-in-the-till: {fault}");
        assert!(said.contains(&fault), "{fault}: {said}");
    }
}
