//! How long a learner waits for a verdict: the solution is edited, saved, compiled and graded.

use crate::check;
use crate::course::{Course, Exercise};
use crate::files;
use crate::judge::Grade;
use anyhow::{Context, bail};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// An exercise's file that holds something else for a while: what was there is there again when this
/// is dropped, also by Ctrl-C.
pub struct Borrowed<'a> {
    file: &'a Path,
    before: Vec<u8>,
}

impl<'a> Borrowed<'a> {
    /// Borrows the file of an exercise.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn of(exercise: &'a Exercise) -> anyhow::Result<Self> {
        let file = exercise.file.as_path();
        let before = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
        Ok(Borrowed { file, before })
    }

    /// Puts an answer there.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, text: &str) -> anyhow::Result<()> {
        let written = files::replace(self.file, text.as_bytes());
        written.with_context(|| format!("cannot write {}", self.file.display()))
    }
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        // `reset` does the same, and tells of errors.
        let _ = files::replace(self.file, &self.before);
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
    let solution = exercise.folder.join("solution.rs");
    let solution = fs::read_to_string(&solution)
        .with_context(|| format!("cannot read {}", course.shown(&solution)))?;
    let borrowed = Borrowed::of(exercise)?;
    // What the exercise shares with nobody else is compiled now.
    borrowed.write(&solution)?;
    check::check(course, exercise, limit, &mut show)?;
    borrowed.write(&format!("{solution}// Edited.\n"))?;
    let begun = Instant::now();
    let grade = check::check(course, exercise, limit, &mut show)?.grade;
    let time = begun.elapsed();
    drop(borrowed);
    match grade {
        Grade::Solved(_) => Ok(Some(time)),
        grade => bail!("the solution of {} is {}", exercise.id, grade.word()),
    }
}
