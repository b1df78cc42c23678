//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::run;
use super::model::Check;

#[test]
fn nothing_follows_the_farewell() {
    Check::new("01/after-the-farewell")
        .run(|| {
            let screen = run(&["one", "two"]);
            assert_eq!(screen.last(), Some(&"Timed out."), "what comes last");
            screen.join(" ")
        })
        .holds()
        .reaches([
            r#""Timed out.""#,
            r#""one Timed out.""#,
            r#""one two Timed out.""#,
        ])
        .is_concurrent();
}
