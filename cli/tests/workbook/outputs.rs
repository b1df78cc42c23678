//! Results that cannot be written, and names that are no names.

use crate::workbook::clone::Clone;
use lesson_testing::child::{run, text};
use lesson_testing::closed;

#[test]
fn results_that_cannot_be_written_are_a_failure() {
    let clone = Clone::new();
    for args in [&["list"][..], &[], &["hint"], &["run", "01"]] {
        closed::a_closed_output_is_a_failure(&clone.workbook(args));
    }
}

#[test]
fn what_was_typed_is_quoted() {
    let clone = Clone::new();
    let name = "\x1b]0;x\x07\nerror: disk full";
    for args in [
        &["check"][..],
        &["hint"],
        &["reset"],
        &["explore"],
        &["run"],
    ] {
        let output = run(clone.workbook(&["--color=always"]).args(args).arg(name));
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{errors:?}");
        assert!(
            errors.contains(r"\u{1b}]0;x\u{7}\nerror: disk full"),
            "{errors:?}"
        );
        assert!(
            !errors.contains("\x1b]") && !errors.contains("\nerror"),
            "{errors:?}"
        );
    }
}
