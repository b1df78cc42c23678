//! `check`: grades answers.

use crate::check::{self, Graded};
use crate::course::Exercise;
use crate::judge::Grade;
use crate::progress::State;
use crate::status::Status;
use crate::{Desk, NOT_YET, id, show};
use lesson_program::words::count;
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
    let (mut unsolved, mut graded) = (0, 0);
    for exercise in &named {
        // What is as it was is not checked again.
        let untouched =
            all && desk.progress.state(exercise) == State::Open && exercise.is_untouched();
        if untouched {
            unsolved += 1;
            continue;
        }
        let Graded { version, grade, .. } = {
            let status = Status::new(&format!("checking {}", exercise.id));
            check::check(desk.course, exercise, desk.limit, |line| status.show(line))?
        };
        graded += 1;
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
    if graded == 0 && unsolved > 0 {
        desk.screen.print(&nothing_yet(desk, unsolved as u64))?;
    }
    Ok(match unsolved {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::from(NOT_YET),
    })
}

/// Every exercise is already the starter.
fn nothing_yet(desk: &Desk, exercises: u64) -> String {
    let exercises = count(exercises, "exercise");
    let next = desk
        .progress
        .next(desk.course)
        .map_or(String::new(), |next| {
            format!("Next: {}\n", show::grade::where_it_is(desk, next))
        });
    format!(
        "Nothing is solved yet: `check --all` grades the exercises that you have edited, and {exercises} \
         are still unedited.\n{next}"
    )
}
