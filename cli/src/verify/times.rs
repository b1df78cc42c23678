//! How long a learner waits for a verdict: the solution is edited, saved, compiled and graded.

use crate::course::{Course, Exercise};
use crate::files;
use crate::judge::{self, Grade};
use anyhow::{Context, bail};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// The starter is there again when this is dropped, also by Ctrl-C.
struct Borrowed<'a> {
    file: &'a Path,
    starter: Vec<u8>,
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        // `reset` does the same, and tells of errors.
        let _ = files::replace(self.file, &self.starter);
    }
}

/// The time of a warm check, as `watch` does it. The exercise's file holds its solution meanwhile;
/// `None` if somebody has edited it.
///
/// # Errors
/// A file cannot be read or written, or the solution not be compiled or run, or it is none.
pub fn measure(
    course: &Course,
    exercise: &Exercise,
    limit: Duration,
    mut show: impl FnMut(&str),
) -> anyhow::Result<Option<Duration>> {
    if !exercise.is_untouched() {
        return Ok(None);
    }
    let shown = course.shown(&exercise.file);
    let starter = fs::read(&exercise.file).with_context(|| format!("cannot read {shown}"))?;
    let solution = exercise.folder.join("solution.rs");
    let solution = fs::read_to_string(&solution)
        .with_context(|| format!("cannot read {}", course.shown(&solution)))?;
    let write = |text: &str| {
        let written = files::replace(&exercise.file, text.as_bytes());
        written.with_context(|| format!("cannot write {shown}"))
    };
    let borrowed = Borrowed {
        file: &exercise.file,
        starter,
    };
    // What the exercise shares with nobody else is compiled now.
    write(&solution)?;
    judge::check(course, exercise, limit, &mut show)?;
    write(&format!("{solution}// Edited.\n"))?;
    let begun = Instant::now();
    let grade = judge::check(course, exercise, limit, &mut show)?;
    let time = begun.elapsed();
    drop(borrowed);
    match grade {
        Grade::Solved(_) => Ok(Some(time)),
        grade => bail!("the solution of {} is {}", exercise.id, grade.word()),
    }
}
