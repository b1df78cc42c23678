//! Help, the run without arguments, and wrong usage.

use crate::lesson;
use insta::assert_snapshot;
use lesson_testing::child::{refused, refuses, said};
use lesson_testing::standard;

#[test]
fn help_explains_the_technique_and_lists_the_traps() {
    assert_snapshot!("help", said(&mut lesson(&["--help"])));
}

#[test]
fn each_subcommand_explains_itself() {
    for subcommand in ["count", "cost", "json", "serve", "export", "exec"] {
        let help = said(&mut lesson(&[subcommand, "--help"]));
        assert_snapshot!(format!("help_{subcommand}"), help);
    }
}

#[test]
fn without_arguments_the_sample_is_counted_and_the_subcommands_are_listed() {
    let said = said(&mut lesson(&[]));
    let numbers = "20 lines, 303 words and 1518 bytes are in the sample";
    assert!(said.starts_with(numbers), "{said}");
    for subcommand in ["count", "cost"] {
        assert!(
            said.contains(&format!("  lesson-08 {subcommand} ")),
            "{said}"
        );
    }
    let own = "cargo run --bin lesson-08 -- count --engine pipes FILE…\n";
    assert!(said.ends_with(own), "{said}");
}

#[test]
fn a_wrong_name_suggests_the_nearest() {
    standard::a_wrong_name_suggests_the_nearest(
        lesson,
        &[
            ("--trap", "one-thred", "one-thread"),
            ("--color", "nevr", "never"),
        ],
    );
    for (args, nearest) in [
        (&["coun"][..], "count"),
        (&["count", "--engine=loops"], "loop"),
        (&["count", "--collect=selekt"], "select"),
        (&["cost", "--pipe=handovr"], "handover"),
    ] {
        refuses(&mut lesson(args), &format!("exists: '{nearest}'"));
    }
}

#[test]
fn only_pipes_have_something_to_collect() {
    refuses(
        &mut lesson(&["count", "--collect=join"]),
        "--collect is for --engine pipes",
    );
}

#[test]
fn runs_are_for_traps_and_time_outs_are_not() {
    refused(&mut lesson(&["--runs=3"]));
    refused(&mut lesson(&["--trap=same-pipe", "--runs=0"]));
    refused(&mut lesson(&["--trap=same-pipe", "--timeout=1s"]));
    refuses(
        &mut lesson(&["count", "--timeout=soon"]),
        "write it as 30s, 500ms or 1m30s",
    );
}

#[cfg(unix)]
#[test]
fn options_that_are_not_utf_8_are_refused() {
    standard::options_that_are_not_utf_8_are_refused(
        lesson,
        &["--trap", "--timeout", "--runs", "--color"],
    );
}

/// A closed stream is told: Rust's runtime would write into nothing, and read an end.
#[cfg(unix)]
#[test]
fn streams_that_are_closed_at_the_start() {
    use lesson_testing::closed;

    closed::a_closed_output_is_a_failure(&lesson(&[]));
    closed::a_closed_output_is_a_failure(&lesson(&["count"]));
    closed::a_closed_output_is_a_failure(&lesson(&["count", "--engine=pipes"]));
    closed::a_closed_output_is_a_failure(&lesson(&["exec", "cat"]));
    closed::a_closed_output_is_a_failure(&lesson(&["json"]));
    closed::a_closed_output_is_a_failure(&lesson(&["json", "--url=own"]));
    closed::a_closed_output_is_a_failure(&lesson(&["post", "-"]));
    closed::a_closed_output_is_a_failure(&lesson(&["serve"]));
    closed::a_closed_output_is_a_failure(&lesson(&["cost", "--writes=1"]));
    closed::a_closed_input_is_a_failure(&lesson(&["count"]), "standard input");
    closed::a_closed_input_is_a_failure(&lesson(&["post", "-"]), "standard input");
    closed::a_closed_input_is_a_failure(&lesson(&["exec", "cat"]), "standard input");
    closed::closed_errors_change_nothing(&lesson(&["count", "-", "none"]));
    closed::closed_errors_change_nothing(&lesson(&["exec", "cat"]));
    closed::an_output_that_leads_nowhere_is_no_failure(&lesson(&["count", "/dev/null"]));
    closed::an_output_that_leads_nowhere_is_no_failure(&lesson(&["json"]));
    closed::an_output_that_leads_nowhere_is_no_failure(&lesson(&["exec", "echo"]));
}

/// What writes nothing needs no standard output.
#[cfg(unix)]
#[test]
fn a_command_that_says_nothing_may_have_a_closed_output() {
    lesson_testing::closed::a_closed_output_changes_nothing(&lesson(&["exec", "true"]));
}

#[cfg(unix)]
#[test]
fn odd_names_are_quoted_and_an_empty_one_is_one_failure() {
    standard::odd_names_are_quoted(lesson, &["count"]);
    standard::odd_names_are_quoted(lesson, &["post"]);
    standard::odd_names_are_quoted(lesson, &["exec"]);
    standard::odd_names_are_quoted(lesson, &["export", "--table=records"]);
    standard::odd_names_are_quoted(lesson, &["serve", "--addr"]);
    standard::odd_names_are_quoted(lesson, &["json", "--url"]);
    standard::an_empty_name_is_one_failure(lesson, &["count"], "total\n");
}

/// Longer than any clock reaches.
#[test]
fn no_time_is_too_long() {
    use lesson_testing::child::run;

    let folder = lesson_testing::files::folder(&[("a", b"a\n")]);
    for command in [
        &["count", "a"][..],
        &["exec", "true"],
        &[
            "export",
            "db",
            "--demo=1",
            "--table=records",
            "--output=out",
        ],
        &["json", "--records=1"],
        &["post", "a"],
    ] {
        let mut lesson = lesson(&command[..1]);
        lesson.arg("--timeout=18446744073709551615s");
        let output = run(lesson.args(&command[1..]).current_dir(folder.path()));
        assert_eq!(output.status.code(), Some(0), "{output:?}");
    }
}
