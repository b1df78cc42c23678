//! What a person at a terminal sees.

use crate::lesson;
use lesson_testing::same;
use lesson_testing::terminal::next;

same! { echo:
    a_typed_line_comes_back_at_once(lesson, "cargo run --bin lesson-05 -- --fairness 100000");
}

#[test]
fn the_last_line_names_what_to_try_next() {
    let run = "cargo run --bin lesson-05 --";
    let models = "cargo test -p lesson-05 --test explorer -- --nocapture";
    for (arg, wanted) in [
        ("--fairness=10", format!("{run} --after 5s")),
        ("--after=1ms", format!("{run} --messages 1000000")),
        ("--messages=10", format!("{run} --trap padded")),
        ("--trap=padded", format!("{run} --trap eof-spin")),
        ("--trap=eof-spin", format!("{run} --trap rearmed-timer")),
        ("--trap=dead-arm", format!("{run} --trap wrong-end")),
        ("--trap=wrong-end", models.into()),
    ] {
        assert_eq!(next(lesson(&[arg, "--color=never"])), wanted);
    }
}

same! { terminal:
    colour_is_for_terminals_that_want_it(lesson, &["--timeout=0s"], "Timed out.");
}
