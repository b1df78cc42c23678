//! What is said of the kinds of exercises that are graded in two steps: a line to blame, and a capstone.

use crate::Desk;
use crate::course::{Exercise, Kind};
use crate::diagnose;
use crate::judge::Grade;
use lesson_program::words::count;
use recording::paragraph;

/// The first line for a model that comes with an answer that is right.
pub fn own_model(id: &str, bad: &str, found: &Grade) -> String {
    match found {
        Grade::Survived { survivors, killed } => {
            let all = survivors.len() + killed;
            let wrong = count(all as u64, "wrong implementation");
            format!("{bad} {id}: the code is right, but your model finds {killed} of {wrong}")
        }
        Grade::Fails(_) => {
            format!(
                "{bad} {id}: the code is right, but your model fails for another implementation that is right, too"
            )
        }
        _ => format!(
            "{bad} {id}: the code is right, but your model is not: {}",
            found.word()
        ),
    }
}

/// What the model of a solved capstone has found besides.
pub fn own_model_found(exercise: &Exercise) -> String {
    if exercise.about.kind != Kind::Capstone {
        return String::new();
    }
    let mutants = count(exercise.about.mutants.len() as u64, "wrong implementation");
    format!(
        "\n  Your model also passes for another correct implementation, and finds {mutants} of as many.\n"
    )
}

/// The change of a line, as a diff, and what is said of it.
pub fn changed(desk: &Desk, exercise: &Exercise, line: char) -> String {
    let mut lines = vec![
        format!("  The checker ran the program with line {line} changed:"),
        String::new(),
    ];
    if let Ok((old, new)) = diagnose::change(exercise, line) {
        lines.push(format!("    - {old}"));
        lines.extend(new.iter().map(|new| format!("    + {new}")));
        lines.push(String::new());
    }
    paragraph(
        &mut lines,
        "  ",
        &diagnose::why(exercise, line),
        desk.style.width,
    );
    lines.join("\n") + "\n\n"
}
