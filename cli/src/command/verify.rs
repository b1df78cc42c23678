//! `verify`: whether every exercise is what it says it is.

use crate::status::Status;
use crate::verify::{Fault, answers, files, times as waits};
use crate::{Desk, NOT_YET};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// # Errors
/// Something cannot be read, compiled or run.
pub fn run(desk: &Desk, times: bool, fresh: bool) -> anyhow::Result<ExitCode> {
    let begun = Instant::now();
    let (mut faults, mut graded) = (vec![], 0);
    let mut waited = vec![];
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
        // A solution that is none was told of.
        if times && wrong.is_empty() {
            for exercise in &lesson.exercises {
                let time = waits::measure(desk.course, exercise, desk.limit, &mut show)?;
                waited.extend(time.map(|time| (time, &exercise.id)));
            }
        }
        drop(status);
        faults.extend(wrong);
        if times {
            desk.screen.print(&table)?;
        }
    }
    if times {
        desk.screen.print(&waits_table(waited))?;
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

/// How long a learner waits, the longest first.
fn waits_table(mut waited: Vec<(Duration, &String)>) -> String {
    waited.sort();
    let Some((median, _)) = waited.get(waited.len() / 2) else {
        return String::new();
    };
    let mut text = format!(
        "\na warm check of an edited solution: {:.2} s at the median\n",
        median.as_secs_f64()
    );
    for (time, id) in waited.iter().rev() {
        text += &format!("{:6.2} s  {id}\n", time.as_secs_f64());
    }
    text + "\n"
}
