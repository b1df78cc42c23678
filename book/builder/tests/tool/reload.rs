//! Edits while the book is served: a page that is open learns of each.

use crate::fixture::clone;
use crate::server::{line_with, serve};

const PAGE: &str = "book/src/introduction.md";
const CODE: &str = "lessons/01-borrowing/src/borrowing.rs";

#[test]
fn an_edit_of_a_page_reloads_it() {
    let clone = clone();
    let server = serve(&clone, &["--port=0"]);
    clone.edit(PAGE, "Words are lent", "Words are borrowed");
    assert_eq!(server.news(1), (2, String::new()));
    assert!(
        server
            .get("/introduction.html")
            .contains("Words are borrowed")
    );
    clone.is_tidy();
}

#[test]
fn an_edit_of_tested_source_reloads_it() {
    let clone = clone();
    let server = serve(&clone, &["--port=0"]);
    clone.edit(CODE, "\"main\"", "\"nobody\"");
    assert_eq!(server.news(1), (2, String::new()));
    let page = server.get("/01-borrowing.html");
    assert!(
        page.contains("&quot;nobody&quot;") || page.contains("\"nobody\""),
        "{page}"
    );
}

#[test]
fn a_page_that_breaks_is_told_of_and_the_old_one_stays() {
    let clone = clone();
    let mut server = serve(&clone, &["--port=0"]);
    clone.edit(PAGE, "words.svg", "three.svg");
    let (number, wrong) = server.news(1);
    assert_eq!(number, 2);
    let expected = "the book has a fault:\nbook/src/introduction.md:5: nothing is at three.svg";
    assert!(wrong.starts_with(expected), "{wrong}");
    let told = line_with(&mut server.told, "nothing is at three.svg");
    assert!(told.starts_with("book/src/introduction.md:5: "), "{told}");
    line_with(&mut server.told, "The last good book is served.");
    // A page that is loaded now is the old one, and asks at once what is wrong.
    let page = server.get("/introduction.html");
    assert!(
        page.contains("words.svg") && page.contains("let seen = \"0\""),
        "{page}"
    );
    assert_eq!(server.news(0), (2, wrong));
    // Once it is fixed, it is loaded again.
    clone.edit(PAGE, "three.svg", "words.svg");
    assert_eq!(server.news(2), (3, String::new()));
    clone.is_tidy();
}

#[test]
fn a_recording_that_an_edit_makes_stale_is_told_of() {
    let clone = clone();
    let server = serve(&clone, &["--port=0"]);
    clone.edit(CODE, "let counter", "let bytes");
    let (_, wrong) = server.news(1);
    assert!(
        wrong.contains("the recording of 01/borrow is stale: "),
        "{wrong}"
    );
    assert!(server.get("/01-borrowing.html").contains("let counter"));
}

#[test]
fn a_pending_snapshot_is_noticed_too() {
    let clone = clone();
    let server = serve(&clone, &["--port=0"]);
    clone.write("lessons/01-borrowing/tests/snapshots/help.snap.new", "");
    assert!(server.news(1).1.contains("is pending"));
}
