//! What is right is built, and takes the place of the old book.

use crate::fixture::clone;
use insta::assert_snapshot;
use lesson_testing::child::{program, said};

#[test]
fn a_good_book_takes_the_place_of_the_old_one() {
    let clone = clone();
    let said = clone.plain(&said(&mut clone.book(&["build", "--parts"])));
    let (before, time) = said.rsplit_once(" links, ").unwrap();
    assert!(time.ends_with(" s: CLONE/book/book/index.html\n"), "{said}");
    assert_snapshot!("parts", before);
    assert!(clone.read("book/book/index.html").contains("A small book"));
    clone.is_tidy();
}

#[test]
fn the_clone_is_found_from_a_folder_within() {
    let clone = clone();
    let within = clone.path("lessons/01-borrowing");
    let mut command = program(env!("CARGO_BIN_EXE_book"), &["build"]);
    said(command.current_dir(within));
    assert!(clone.read("book/book/index.html").contains("A small book"));
}

#[test]
fn code_in_a_question_and_in_a_hint_is_code() {
    let clone = clone();
    said(&mut clone.book(&["build"]));
    let page = clone.read("book/book/01-borrowing.html");
    assert!(
        page.contains("<summary>What does <code>scope</code> wait for, if a &lt; b?</summary>")
    );
    let page = clone.read("book/book/01-borrowing-exercises.html");
    assert!(page.contains("</summary>Who owns the <code>words</code>?</details>"));
}

#[test]
fn a_table_of_orderings_says_what_a_checker_misses() {
    let clone = clone();
    said(&mut clone.book(&["build"]));
    let page = clone.read("book/book/01-borrowing.html");
    let row = "<td>yes</td><td>–</td><td><strong>missed</strong></td><td>0</td>";
    assert!(page.contains(&format!("<td><code>(2, 8)</code></td>{row}")));
    assert!(page.contains("Threads: 1,000 runs of each. 2 × A processor, linux x86_64"));
}

#[test]
fn a_table_of_tools_says_in_words_what_its_signs_mean() {
    let clone = clone();
    said(&mut clone.book(&["build"]));
    let page = clone.read("book/book/01-borrowing.html");
    for said in [
        "wrong in 3 of 1,000 runs: 2 &lt; 3",
        "found in 100 of 100 runs; with a goroutine that sleeps beside, in 0 of 100",
        "does not apply: no lock is in it",
        "<th scope=\"row\">loom</th><td>1</td><td>0</td><td>0</td><td>0</td>",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn a_prediction_is_multiple_choice() {
    let clone = clone();
    said(&mut clone.book(&["build"]));
    let page = clone.read("book/book/01-borrowing-exercises.html");
    let (_, choices) = page.split_once("<legend>").unwrap();
    let (choices, _) = choices.split_once("</fieldset>").unwrap();
    assert_snapshot!("prediction", choices.replace("<li", "\n<li"));
    assert!(!page.contains("Not to be edited"));
}

#[test]
fn a_difference_has_the_equal_lines_twice_and_the_others_once() {
    let clone = clone();
    said(&mut clone.book(&["build"]));
    let page = clone.read("book/book/01-borrowing.html");
    let (_, diff) = page.split_once("<figure class=\"wb-diff\">").unwrap();
    let (diff, _) = diff.split_once("</figure>").unwrap();
    assert_eq!(diff.matches("scope.spawn").count(), 2);
    assert_eq!(diff.matches("words.len()").count(), 1);
    assert_eq!(diff.matches("// TRAP: ").count(), 1);
}

#[test]
fn a_line_to_blame_is_chosen_beside_its_counterexample() {
    let clone = clone();
    said(&mut clone.book(&["build"]));
    let page = clone.read("book/book/01-borrowing-exercises.html");
    let (_, exercise) = page.split_once("who-is-to-blame</h2>").unwrap();
    let (program, exercise) = exercise.split_once("<wb-player").unwrap();
    assert!(program.contains("<li>It is marked.</li>"));
    assert!(program.contains("early(&amp;words); // B") && !program.contains("LINE"));
    let (_, lines) = exercise.split_once("<legend>").unwrap();
    let (lines, _) = lines.split_once("</fieldset>").unwrap();
    assert_snapshot!("blame", lines.replace("<li", "\n<li"));
}
