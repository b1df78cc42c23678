//! `verify`: whether every exercise is what it says it is.

use crate::course::Exercise;
use crate::status::Status;
use crate::verify::{Fault, answers, edits, files, times as waits};
use crate::{Desk, NOT_YET, id, seal};
use lesson_program::words::count;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// # Errors
/// Something cannot be read, compiled or run.
pub fn run(desk: &Desk, times: bool, fresh: bool, record: bool) -> anyhow::Result<ExitCode> {
    let begun = Instant::now();
    let (mut faults, mut graded) = (vec![], 0);
    let (mut waited, mut unmeasured) = (vec![], vec![]);
    for lesson in &desk.course.lessons {
        faults.extend(files::check(lesson)?);
        let edited = lesson
            .exercises
            .iter()
            .filter(|exercise| !exercise.is_untouched());
        if fresh {
            faults.extend(edited.map(|exercise| Fault::new(&exercise.id, edited_before(exercise))));
        }
        if lesson.exercises.is_empty() {
            continue;
        }
        let status = Status::new(&format!("verifying lesson {}", lesson.number));
        let mut show = |line: &str| status.show(line);
        let mut table = String::new();
        let wrong = answers::check(desk.course, lesson, desk.limit, record, &mut show, |one| {
            graded += 1;
            let seconds = one.time.as_secs_f64();
            table += &format!("{seconds:6.2} s  {:50}  {}\n", one.of, one.word);
        })?;
        // A solution that is none was told of.
        if times && wrong.is_empty() {
            for exercise in &lesson.exercises {
                let time = waits::measure(desk.course, exercise, desk.limit, &mut show)?;
                match time {
                    Some(time) => waited.push((time, &exercise.id)),
                    None => unmeasured.push(exercise),
                }
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
        for exercise in unmeasured {
            let (id, why) = (&exercise.id, edited_before(exercise));
            desk.screen.print(&format!("{id} was not timed: {why}\n"))?;
        }
    }
    print(desk, &faults)?;
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

/// What is said of an exercise's file that was edited: by a learner, or by `--times` if that was killed.
fn edited_before(exercise: &Exercise) -> String {
    let (file, id) = (&exercise.name, &exercise.id);
    format!("{file}.rs is not its starter; `cargo workbook reset {id}` puts it back")
}

fn print(desk: &Desk, faults: &[Fault]) -> anyhow::Result<()> {
    for fault in faults {
        let (bad, of, what) = (desk.sign("✗", "X"), &fault.of, &fault.what);
        desk.screen.print(&format!("{bad} {of}: {what}\n"))?;
    }
    Ok(())
}

/// Grades every `sample`th single edit of the solutions of these exercises, or of all.
///
/// # Errors
/// An exercise is unknown, or something cannot be read, compiled or run.
pub fn edits(desk: &Desk, ids: &[String], sample: usize) -> anyhow::Result<ExitCode> {
    let named = ids.iter().map(|typed| id::exercise(desk.course, typed));
    let named: Vec<&Exercise> = match ids {
        [] => desk.course.exercises().collect(),
        _ => named.collect::<anyhow::Result<_>>()?,
    };
    let (mut counted, mut rows, mut faults) = (0, vec![], vec![]);
    for exercise in named {
        let status = Status::new(&format!("grading edits of {}", exercise.id));
        let show = |line: &str| status.show(line);
        let (row, wrong) = edits::check(
            desk.course,
            exercise,
            desk.limit,
            sample,
            &mut counted,
            show,
        )?;
        rows.push((exercise.id.clone(), row));
        faults.extend(wrong);
    }
    desk.screen.print(&edits::table(&rows))?;
    print(desk, &faults)?;
    Ok(match faults.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(NOT_YET),
    })
}

/// Writes the digests of what grades exercises.
///
/// # Errors
/// A file cannot be written.
pub fn seal(desk: &Desk) -> anyhow::Result<ExitCode> {
    for exercise in desk.course.exercises() {
        seal::seal(exercise)?;
    }
    let exercises = count(desk.course.exercises().count() as u64, "exercise");
    desk.screen.print(&format!(
        "The digests of {exercises} are written. Review the diff.\n"
    ))?;
    Ok(ExitCode::SUCCESS)
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
