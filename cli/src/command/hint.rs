//! `hint`: one more nudge.

use crate::Desk;
use crate::course::Exercise;
use std::process::ExitCode;

/// # Errors
/// The exercise is unknown, or what was shown cannot be noted.
pub fn run(desk: &mut Desk, id: Option<&str>) -> anyhow::Result<ExitCode> {
    let text = match desk.exercise(id)? {
        Some(exercise) => text(desk, exercise)?,
        None => "Every exercise is solved.\n".into(),
    };
    desk.screen.print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The next hint.
///
/// # Errors
/// That it was shown cannot be noted.
pub fn text(desk: &mut Desk, exercise: &Exercise) -> anyhow::Result<String> {
    let (id, hints) = (&exercise.id, &exercise.about.hints);
    let number = desk.progress.next_hint(exercise);
    desk.progress.save(desk.course)?;
    let of = hints.len();
    let text = hints
        .get(number)
        .map_or("there is none", |hint| hint.trim());
    let page = &exercise.about.page;
    let last = match number + 1 == of {
        true => format!("\nThat was the last hint. The lesson's page: {page}\n"),
        false => String::new(),
    };
    Ok(format!(
        "{id}, hint {} of {of}:\n\n{text}\n{last}",
        number + 1
    ))
}
