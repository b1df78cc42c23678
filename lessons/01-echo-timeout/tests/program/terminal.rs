//! What a person at a terminal sees.

use crate::lesson;
use lesson_testing::same;
use lesson_testing::terminal::next;

same! { echo:
    a_typed_line_comes_back_at_once(lesson, "cargo run --bin lesson-01 -- --trap late-write");
}

#[test]
fn the_last_line_names_what_to_try_next() {
    let trap = "cargo run --bin lesson-01 -- --trap";
    let models = "cargo test -p lesson-01 --test explorer -- --nocapture";
    for (args, wanted) in [
        ("late-write", format!("{trap} sleeps-past-eof")),
        ("sleeps-past-eof", format!("{trap} abandoned")),
        ("abandoned", models.into()),
    ] {
        let command = lesson(&["--trap", args, "--runs=1000000", "--color=never"]);
        assert_eq!(next(command), wanted);
    }
}

same! { terminal:
    colour_is_for_terminals_that_want_it(lesson, &["--timeout=0s"], "Timed out.");
}
