//! `verify`: whether every exercise is what it says it is.

use crate::status::Status;
use crate::verify::{Fault, answers, files};
use crate::{Desk, NOT_YET};
use std::process::ExitCode;
use std::time::Instant;

/// # Errors
/// Something cannot be read, compiled or run.
pub fn run(desk: &Desk, times: bool, fresh: bool) -> anyhow::Result<ExitCode> {
    let begun = Instant::now();
    let (mut faults, mut graded) = (vec![], 0);
    for lesson in &desk.course.lessons {
        faults.extend(files::check(lesson)?);
        let edited = lesson
            .exercises
            .iter()
            .filter(|exercise| !exercise.is_untouched());
        if fresh {
            faults.extend(edited.map(|exercise| Fault::new(&exercise.id, "it is not its starter")));
        }
        if lesson.exercises.is_empty() {
            continue;
        }
        let status = Status::new(&format!("verifying lesson {}", lesson.number));
        let mut show = |line: &str| status.show(line);
        let mut table = String::new();
        let wrong = answers::check(desk.course, lesson, desk.limit, &mut show, |one| {
            graded += 1;
            let seconds = one.time.as_secs_f64();
            table += &format!("{seconds:6.2} s  {:50}  {}\n", one.of, one.word);
        })?;
        drop(status);
        faults.extend(wrong);
        if times {
            desk.screen.print(&table)?;
        }
    }
    for fault in &faults {
        let (bad, of, what) = (desk.sign("✗", "X"), &fault.of, &fault.what);
        desk.screen.print(&format!("{bad} {of}: {what}\n"))?;
    }
    let exercises = desk.course.exercises().count();
    let (wrong, seconds) = (faults.len(), begun.elapsed().as_secs());
    desk.screen.print(&format!(
        "{exercises} exercises, {graded} answers graded, {wrong} faults, {seconds} s\n"
    ))?;
    Ok(match wrong {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::from(NOT_YET),
    })
}
