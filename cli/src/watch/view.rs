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

/// A check begins.
pub fn checking(desk: &Desk, exercise: &Exercise) -> anyhow::Result<()> {
    if !io::stdout().is_terminal() {
        return Ok(());
    }
    let (id, file) = (&exercise.id, desk.course.shown(&exercise.file));
    let dots = desk.sign("…", "...");
    print(
        desk,
        &format!("{CLEAR}{BOLD}{id}{BOLD:#}  {file}\nchecking{dots}\n"),
    )
}

/// A check is over.
pub fn graded(desk: &Desk, exercise: &Exercise, grade: &Grade, keys: bool) -> anyhow::Result<()> {
    let mut text = String::new();
    if io::stdout().is_terminal() {
        let (id, file) = (&exercise.id, desk.course.shown(&exercise.file));
        text += &format!("{CLEAR}{BOLD}{id}{BOLD:#}  {file}\n\n");
        if !matches!(grade, Grade::Solved(_)) {
            text += &format!("{}\n\n", exercise.task()?);
        }
    }
    text += &show::grade::screen(desk, exercise, grade);
    if keys {
        let keys = match desk.style.ascii {
            true => KEYS.replace('·', "-"),
            false => KEYS.into(),
        };
        text += &format!("\n{keys}\n");
    }
    print(desk, &text)
}

/// Something else to read, below.
pub fn aside(desk: &Desk, text: &str) -> anyhow::Result<()> {
    print(desk, &format!("\n{text}"))
}
