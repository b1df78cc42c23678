//! What is shown while one watches.

use crate::course::Exercise;
use crate::judge::Grade;
use crate::{Desk, show};
use lesson_program::screen::BOLD;
use std::io::{self, IsTerminal};

const KEYS: &str = "n next · p previous · h hint · l list · r run again · x reset · q quit";
/// Clears the screen, and leaves what scrolled out of it.
const CLEAR: &str = "\x1b[2J\x1b[H";

/// A terminal whose keys come one by one also wants to be told where a line begins.
fn print(desk: &Desk, text: &str) -> anyhow::Result<()> {
    match io::stdout().is_terminal() {
        true => desk.screen.print(&text.replace('\n', "\r\n")),
        false => desk.screen.print(text),
    }
}

/// A check begins; a status line says so.
pub fn checking(desk: &Desk, exercise: &Exercise) -> anyhow::Result<()> {
    match io::stdout().is_terminal() {
        true => print(desk, &head(desk, exercise)),
        false => Ok(()),
    }
}

fn head(desk: &Desk, exercise: &Exercise) -> String {
    let (id, file) = (&exercise.id, desk.course.shown(&exercise.file));
    format!("{CLEAR}{BOLD}{id}{BOLD:#}  {file}\n\n")
}

/// A check is over; `said` is to be read too.
pub fn graded(
    desk: &Desk,
    exercise: &Exercise,
    grade: &Grade,
    said: Option<String>,
    keys: bool,
) -> anyhow::Result<()> {
    if !keys {
        return print(desk, &show::grade::screen(desk, exercise, grade));
    }
    let is_solved = matches!(grade, Grade::Solved(_));
    let mut text = head(desk, exercise);
    if !is_solved {
        text += &format!("{}\n\n", exercise.task()?);
    }
    let told = show::grade::told(desk, exercise, grade);
    text += &format!("{}\n\n", told.trim_end());
    let rows = crossterm::terminal::size().map_or(usize::MAX, |(_, rows)| rows.into());
    // The answer has scrolled away: it is to be seen without looking for it.
    if text.lines().count() + 4 > rows
        && let Some(answer) = told.lines().next()
    {
        text += &format!("{answer}\n");
    }
    text += &said.unwrap_or_default();
    text += &next(desk, exercise, is_solved);
    print(desk, &(text + &bar(desk)))
}

/// A check could not be made.
pub fn not_graded(
    desk: &Desk,
    exercise: &Exercise,
    error: &anyhow::Error,
    keys: bool,
) -> anyhow::Result<()> {
    let text = format!("error: {error:#}\n\n{}", next(desk, exercise, false));
    match keys {
        true => print(desk, &(head(desk, exercise) + &text + &bar(desk))),
        false => print(desk, &text),
    }
}

/// What to do now.
fn next(desk: &Desk, exercise: &Exercise, is_solved: bool) -> String {
    if !is_solved {
        return "Save the file to have it checked again.\n".into();
    }
    let mut from_here = desk
        .course
        .exercises()
        .skip_while(|one| one.id != exercise.id);
    let on = match from_here.nth(1) {
        Some(next) => format!(
            "Press n for {} ({}, {} min).",
            next.id,
            next.about.kind.name(),
            next.about.minutes
        ),
        None => "It was the last one.".into(),
    };
    format!(
        "{on}\nOne way to do this one: cargo workbook solution {}\n",
        exercise.id
    )
}

/// The keys.
fn bar(desk: &Desk) -> String {
    let keys = match desk.style.ascii {
        true => KEYS.replace('·', "-"),
        false => KEYS.into(),
    };
    format!("{keys}\n")
}

/// Something else to read, below.
pub fn aside(desk: &Desk, text: &str) -> anyhow::Result<()> {
    print(desk, &format!("\n{text}\n{}", bar(desk)))
}
