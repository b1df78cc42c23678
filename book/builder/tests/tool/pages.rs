//! What is wrong with pages, and with what they lead to.

use crate::fixture::clone;
use insta::assert_snapshot;

/// What the builder says if these lines are added to the introduction.
fn added(lines: &str) -> String {
    let clone = clone();
    clone.add(lines);
    clone.refused()
}

#[test]
fn an_unknown_directive() {
    assert_snapshot!(added("\n{{#plyer 01/borrow}}"));
}

#[test]
fn directives_of_mdbook() {
    assert_snapshot!(added(
        "\n```rust\n{{ #include ../../README.md}}\n```\nas {{#playground a.rs}}"
    ));
}

#[test]
fn a_question_that_is_never_closed() {
    assert_snapshot!(added("\n{{#quiz Why?}}\n\nSo."));
}

#[test]
fn code_in_a_question_that_is_never_closed() {
    assert_snapshot!(added("\n{{#quiz What is `scope?}}\n\n{{/quiz}}"));
}

#[test]
fn columns_that_are_closed_as_a_question() {
    assert_snapshot!(added("\n{{#beside}}\n\n{{/quiz}}\n\n{{#and}}"));
}

#[test]
fn a_dead_link() {
    assert_snapshot!(added("\nSee [lesson 02](02-closures.md)."));
}

#[test]
fn a_link_out_of_the_book() {
    let clone = clone();
    clone.write("README.md", "a file of the clone");
    clone.add("\nSee [the readme](../../README.md) and [the root](/introduction.html).");
    assert_snapshot!(clone.refused());
}

#[test]
fn a_dead_fragment() {
    assert_snapshot!(added(
        "\nSee [there](01-borrowing.md#what-was-chekced) and [here](#nowhere)."
    ));
}

#[test]
fn a_missing_image() {
    assert_snapshot!(added("\n![Three words](three.svg)"));
}

#[test]
fn an_id_that_is_there_twice() {
    assert_snapshot!(added(
        "\n<p id=\"twice\">one</p>\n\n<p id=\"twice\">two</p>"
    ));
}

#[test]
fn html_that_is_never_closed() {
    assert_snapshot!(added("\n<div>one</div>\n\n<div>\n\ntwo\n\n<p>three</p>"));
}

#[test]
fn html_that_is_closed_twice() {
    assert_snapshot!(added("\n<div>one</div>\n\n</div>"));
}

#[test]
fn a_footnote_that_nothing_refers_to() {
    assert_snapshot!(added("\n[^note]: as they say"));
}

#[test]
fn requests_to_other_machines() {
    assert_snapshot!(added(
        "\n![](https://example.org/a.png)\n\n<script src=\"//example.org/a.js\"></script>\n\n\
         <link rel=\"stylesheet\" href=\"http://example.org/a.css\">\n\n\
         <p style=\"background: url(https://example.org/b.png)\">one</p>"
    ));
}

#[test]
fn a_style_sheet_that_asks_another_machine() {
    let clone = clone();
    clone.write(
        "book/book.css",
        "@import url(\"https://example.org/a.css\");",
    );
    assert_snapshot!(clone.refused());
}

#[test]
fn a_script_that_asks_another_machine() {
    let clone = clone();
    clone.edit(
        "book/book.js",
        "let",
        "fetch(\"https://example.org/\");\nlet",
    );
    assert_snapshot!(clone.refused());
}

#[test]
fn a_script_that_is_missing() {
    let clone = clone();
    clone.remove("book/book.js");
    assert_snapshot!(clone.refused());
}

#[test]
fn a_chapter_without_its_file() {
    let clone = clone();
    clone.edit(
        "book/src/SUMMARY.md",
        "(introduction.md)",
        "(introduction.md)\n[Missing](missing.md)",
    );
    assert_snapshot!(clone.refused());
}

#[test]
fn a_page_that_is_not_listed() {
    let clone = clone();
    clone.write("book/src/alone.md", "# Alone\n");
    assert_snapshot!(clone.refused());
}

#[test]
fn an_unknown_setting() {
    let clone = clone();
    clone.edit("book/book.toml", "additional-css", "aditional-css");
    assert_snapshot!(clone.refused());
}

#[test]
fn an_unknown_setting_of_the_book() {
    let clone = clone();
    clone.edit("book/book.toml", "language", "langage");
    assert_snapshot!(clone.refused());
}

#[test]
fn what_mdbook_warns_of() {
    let clone = clone();
    clone.edit("book/book.toml", "[\"links\"]", "[\"links\", \"nothing\"]");
    assert_snapshot!(clone.refused());
}

#[test]
fn all_faults_are_told_at_once() {
    let clone = clone();
    clone.add("\n{{#code a}}\n\n{{#output b.snap}}");
    clone.edit(
        "book/src/01-borrowing.md",
        "{{#player 01/borrow}}",
        "{{#player 01/lend}}",
    );
    assert_snapshot!(clone.refused());
}
