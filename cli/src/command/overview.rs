//! No command: where you are, and what to do next.

use crate::Desk;
use crate::course::Lesson;
use crate::progress::State;
use lesson_program::screen::BOLD;
use std::process::ExitCode;

/// # Errors
/// Standard output takes no more.
pub fn run(desk: &Desk) -> anyhow::Result<ExitCode> {
    desk.screen.print(&overview(desk))?;
    Ok(ExitCode::SUCCESS)
}

fn overview(desk: &Desk) -> String {
    let (course, progress) = (desk.course, &desk.progress);
    let next = progress.next(course);
    let solved = course.exercises();
    let solved = solved.filter(|exercise| progress.state(exercise).is_solved());
    let head = format!(
        "{} of {} exercises solved",
        solved.count(),
        course.exercises().count()
    );
    let name = "The Concurrency Workbook";
    let gap = desk
        .style
        .width
        .min(100)
        .saturating_sub(name.len() + head.len())
        .max(2);
    let mut text = format!("{BOLD}{name}{BOLD:#}{:gap$}{head}\n\n", "");
    let lessons = course.lessons.iter();
    let widest = lessons.map(|lesson| lesson.title.chars().count()).max();
    for lesson in &course.lessons {
        let is_next = next.is_some_and(|next| next.id.starts_with(&lesson.number));
        let mark = if is_next { desk.sign("▶", ">") } else { " " };
        let (number, title, width) = (&lesson.number, &lesson.title, widest.unwrap_or(0));
        let dots = dots(desk, lesson);
        let line = format!("{mark} {number}  {title:width$}  {dots}");
        text += line.trim_end();
        if let Some(next) = next.filter(|_| is_next) {
            let kind = next.about.kind.name();
            let next = format!("next: {} ({kind}, {} min)", next.id, next.about.minutes);
            text += &match line.chars().count() + 2 + next.len() <= desk.style.width {
                true => format!("  {next}"),
                false => format!("\n      {next}"),
            };
        }
        text.push('\n');
    }
    text.push('\n');
    if let Some(next) = next {
        let (number, file) = (&next.id[..2], course.shown(&next.file));
        text += &format!("  edit              {file}\n");
        text += "  check it          cargo workbook check\n";
        text += "  at each save      cargo workbook watch\n";
        text += "  need a hint?      cargo workbook hint\n";
        text += &format!("  run the lesson    cargo run --bin lesson-{number}\n");
        text += "  read about it     cargo workbook book --open\n";
    } else {
        text += "  Every exercise is solved. What others there are:  cargo workbook list\n";
    }
    text
}

/// A dot for each exercise.
fn dots(desk: &Desk, lesson: &Lesson) -> String {
    let exercises = lesson.exercises.iter();
    let dots = exercises.map(|exercise| match desk.progress.state(exercise) {
        State::Solved => desk.sign("●", "*"),
        State::Edited | State::Changed => desk.sign("◐", "~"),
        State::Open => desk.sign("○", "."),
    });
    dots.collect()
}
