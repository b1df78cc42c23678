//! How long a learner waits for a verdict: the solution is edited, saved, compiled and graded.

use crate::check;
use crate::child;
use crate::course::{Course, Exercise};
use crate::files;
use crate::judge::Grade;
use anyhow::{Context, bail};
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The file that is borrowed, and what it held before.
static LENT: Mutex<Option<(PathBuf, Vec<u8>)>> = Mutex::new(None);

fn lent() -> MutexGuard<'static, Option<(PathBuf, Vec<u8>)>> {
    LENT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Puts back what a borrowed file held, if one is; after an interrupt, which may end the process before
/// the main thread does it.
pub fn restore() {
    if let Some((file, before)) = lent().take() {
        // `reset` does the same, and tells of errors.
        let _ = files::replace(&file, &before);
    }
}

/// An exercise's file that holds something else for a while: what was there is there again when this
/// is dropped, also after Ctrl-C and SIGTERM.
struct Borrowed(());

impl Borrowed {
    /// Borrows the file of an exercise, while no other is.
    ///
    /// # Errors
    /// It cannot be read.
    fn of(exercise: &Exercise) -> anyhow::Result<Self> {
        let file = exercise.file.clone();
        let before = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        *lent() = Some((file, before));
        Ok(Borrowed(()))
    }

    /// Puts an answer there.
    ///
    /// # Errors
    /// It cannot be written, or an interrupt has put back what was there.
    fn write(&self, text: &str) -> anyhow::Result<()> {
        // Held until it is written, so that `restore` has the last word.
        let lent = lent();
        let (file, _) = lent.as_ref().ok_or(child::Closed)?;
        let written = files::replace(file, text.as_bytes());
        written.with_context(|| format!("cannot write {}", file.display()))
    }
}

impl Drop for Borrowed {
    fn drop(&mut self) {
        restore();
    }
}

/// The time of a warm check, as `watch` does it. The exercise's file holds its solution meanwhile;
/// `None` if it has been edited.
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
    // What the exercise shares with no other is compiled now.
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
