//! `list`: all that there is.

use crate::Desk;
use crate::progress::State;
use lesson_program::screen::BOLD;
use serde_json::json;
use std::process::ExitCode;

/// # Errors
/// Standard output takes no more.
pub fn run(desk: &Desk, as_json: bool) -> anyhow::Result<ExitCode> {
    let text = match as_json {
        true => serde_json::to_string_pretty(&data(desk))? + "\n",
        false => table(desk),
    };
    desk.screen.print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The exercises of all lessons.
pub fn table(desk: &Desk) -> String {
    let mut text = String::new();
    let ids = desk.course.exercises().map(|exercise| exercise.id.len());
    let width = ids.max().unwrap_or(0);
    for lesson in &desk.course.lessons {
        text += &format!("{BOLD}{}  {}{BOLD:#}\n", lesson.number, lesson.title);
        let (traps, models) = (&lesson.traps, lesson.models.iter());
        let models = models.filter(|model| !traps.contains(model));
        text += &names(desk, "traps", traps.iter());
        text += &names(desk, "models", models);
        for exercise in &lesson.exercises {
            let (mark, note) = match desk.progress.state(exercise) {
                State::Open => (desk.sign("○", "."), ""),
                State::Solved => (desk.sign("●", "*"), "solved"),
                State::Edited => (desk.sign("◐", "~"), "edited since it was solved"),
                State::Changed => (
                    desk.sign("◐", "~"),
                    "the task has changed in a newer version of the workbook",
                ),
            };
            let (kind, minutes) = (exercise.about.kind.name(), exercise.about.minutes);
            let line = format!(
                "  {mark} {:width$}  {kind:15}  {minutes:2} min  {note}",
                exercise.id
            );
            text += line.trim_end();
            text.push('\n');
        }
    }
    text
}

/// Names without their lesson, on as many lines as it takes.
fn names<'a>(desk: &Desk, what: &str, ids: impl Iterator<Item = &'a String>) -> String {
    let mut lines = vec![format!("  {what:7}")];
    for name in ids.filter_map(|id| id.split('/').nth(1)) {
        let line = lines.last_mut().expect("one");
        match line.len() + name.len() < desk.style.width {
            true => *line += &format!(" {name}"),
            false => lines.push(format!("{:9} {name}", "")),
        }
    }
    lines.join("\n") + "\n"
}

fn data(desk: &Desk) -> serde_json::Value {
    let lessons = desk.course.lessons.iter().map(|lesson| {
        let exercises = lesson.exercises.iter().map(|exercise| {
            json!({
                "id": exercise.id,
                "kind": exercise.about.kind.name(),
                "minutes": exercise.about.minutes,
                "file": desk.course.shown(&exercise.file),
                "state": desk.progress.state(exercise),
            })
        });
        json!({
            "number": lesson.number,
            "slug": lesson.slug,
            "title": lesson.title,
            "traps": lesson.traps,
            "models": lesson.models,
            "exercises": exercises.collect::<Vec<_>>(),
        })
    });
    json!({ "lessons": lessons.collect::<Vec<_>>() })
}
