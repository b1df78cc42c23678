//! `hint`: one more nudge.

use crate::Desk;
use crate::course::Exercise;
use std::process::ExitCode;

/// # Errors
/// The exercise is unknown, or standard output takes no more.
pub fn run(desk: &mut Desk, id: Option<&str>) -> anyhow::Result<ExitCode> {
    let text = match desk.exercise(id)? {
        Some(exercise) => text(desk, exercise),
        None => "Every exercise is solved.\n".into(),
    };
    desk.screen.print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The next hint. It counts as shown.
pub fn text(desk: &mut Desk, exercise: &Exercise) -> String {
    let (id, hints) = (&exercise.id, &exercise.about.hints);
    let number = desk.progress.next_hint(exercise);
    let noted = desk.note(|progress| progress.hinted(exercise, number));
    desk.warn(noted);
    let of = hints.len();
    let text = hints
        .get(number)
        .map_or("there is none", |hint| hint.trim());
    let page = &exercise.about.page;
    let last = match number + 1 == of {
        true => format!(
            "\nThat was the last hint. The lesson explains the technique: book/src/{page}.md, or \
             cargo workbook book --open\n"
        ),
        false => String::new(),
    };
    format!("{id}, hint {} of {of}:\n\n{text}\n{last}", number + 1)
}
