//! `check`: grades answers.

use crate::course::Exercise;
use crate::judge::{self, Grade};
use crate::progress::{State, Version};
use crate::status::Status;
use crate::{Desk, NOT_YET, id, show};
use std::process::ExitCode;

/// # Errors
/// An exercise is unknown, or what grades it cannot be compiled or run.
pub fn run(desk: &mut Desk, ids: &[String], all: bool) -> anyhow::Result<ExitCode> {
    let named: anyhow::Result<Vec<&'static Exercise>> = match (all, ids) {
        (true, _) => Ok(desk.course.exercises().collect()),
        (false, []) => Ok(desk.progress.next(desk.course).into_iter().collect()),
        (false, ids) => ids.iter().map(|id| id::exercise(desk.course, id)).collect(),
    };
    let named = named?;
    if named.is_empty() {
        desk.screen.print("Every exercise is solved.\n")?;
    }
    let many = named.len() > 1;
    let mut unsolved = 0;
    for exercise in named {
        // What is as it was is not checked again.
        let untouched =
            all && desk.progress.state(exercise) == State::Open && exercise.is_untouched();
        if untouched {
            unsolved += 1;
            continue;
        }
        let version = Version::now(exercise);
        let grade = {
            let status = Status::new(&format!("checking {}", exercise.id));
            judge::check(desk.course, exercise, desk.limit, |line| status.show(line))?
        };
        let is_solved = matches!(grade, Grade::Solved(_));
        unsolved += usize::from(!is_solved);
        let noted = desk.note(|progress| progress.checked(exercise, &version, is_solved));
        let text = match many {
            true => show::grade::line(desk, exercise, &grade),
            false => show::grade::screen(desk, exercise, &grade),
        };
        desk.screen.print(&text)?;
        desk.warn(noted);
    }
    Ok(match unsolved {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::from(NOT_YET),
    })
}
