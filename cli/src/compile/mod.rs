//! Generates what grades exercises, and compiles it: one target for all exercises of a lesson.
//!
//! | module | what it holds |
//! |---|---|
//! | `modules` | the source that is generated |
//! | `edited` | answers that say only what differs from another file |

pub mod edited;
pub mod modules;

use crate::cargo;
use crate::course::{Course, Exercise};
use crate::{digest, files};
use anyhow::Context;
use modules::{FOLDER, Named};
use recording::protocol::{DIGEST, EXERCISES};
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;
use tempfile::TempDir;

/// From the folder of a lesson's exercises to the clone's root: there stands what includes the source.
const ROOT: &str = "../../..";

/// What came of the source.
#[derive(Debug)]
pub enum Built {
    /// It can be run.
    Executable(Executable),
    /// What the compiler says to it.
    Refused(String),
}

/// An executable that stays what it is, whatever another command compiles meanwhile.
#[derive(Debug)]
pub struct Executable {
    pub path: PathBuf,
    /// It is gone when this is dropped.
    _folder: TempDir,
}

/// Compiles the source for the exercises of a lesson, again if it or the `digest` has changed since.
///
/// # Errors
/// A file cannot be written, or cargo cannot be run or fails for another reason than the source.
pub fn build(
    course: &Course,
    lesson: &str,
    source: &str,
    digest: &str,
    mut show: impl FnMut(&str),
) -> anyhow::Result<Built> {
    let folder = folder(course)?;
    // Until the executable is out of the next command's way.
    let _lock = lock(&folder.join("lock"), &mut show)?;
    let target = target(lesson);
    let file = generate(course, &format!("{target}.rs"), source)?;
    let digest = digest::of_all([digest, source].map(str::as_bytes));
    let variables = [
        (DIGEST, digest.as_str()),
        (EXERCISES, &included(course, &file)),
    ];
    let selected = ["--example", &target];
    Ok(
        match cargo::build(course, &selected, &target, &variables, show)? {
            cargo::Built::Refused(errors) => Built::Refused(without_detour(&errors)),
            cargo::Built::Executable(built) => {
                let own =
                    tempfile::tempdir_in(&folder).context("cannot make a temporary folder")?;
                let path = own.path().join(built.file_name().unwrap_or_default());
                fs::copy(&built, &path)
                    .with_context(|| format!("cannot copy {}", built.display()))?;
                Built::Executable(Executable { path, _folder: own })
            }
        },
    )
}

/// The package, and the target, that compiles the exercises of a lesson.
pub fn target(lesson: &str) -> String {
    format!("exercises-{lesson}")
}

/// What `WORKBOOK_EXERCISES` says of a generated file.
pub fn included(course: &Course, file: &Path) -> String {
    format!("{ROOT}/{}", course.shown(file))
}

/// The folder of what is generated.
///
/// # Errors
/// It cannot be made.
pub fn folder(course: &Course) -> anyhow::Result<PathBuf> {
    let folder = course.root.join(FOLDER);
    fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make {}", course.shown(&folder)))?;
    Ok(folder)
}

/// Writes a file of what is generated, unless it says so already: its time means something to cargo.
///
/// # Errors
/// It cannot be written.
pub fn generate(course: &Course, name: &str, text: &str) -> anyhow::Result<PathBuf> {
    let path = folder(course)?.join(name);
    if !fs::read(&path).is_ok_and(|there| there == text.as_bytes()) {
        let cannot = || format!("cannot write {}", course.shown(&path));
        fs::create_dir_all(path.parent().unwrap_or(&path)).with_context(cannot)?;
        files::replace(&path, text.as_bytes()).with_context(cannot)?;
    }
    Ok(path)
}

/// A file of an exercise that can be compiled, by its name without an ending: one that says only what
/// differs is written out.
///
/// # Errors
/// It cannot be read or written.
pub fn file(course: &Course, exercise: &Exercise, name: &str) -> anyhow::Result<PathBuf> {
    let path = edited::path(&exercise.folder, name);
    if !edited::is_edited(&path) {
        return Ok(path);
    }
    let text = edited::text(&path)?;
    let (lesson, exercise) = (&exercise.lesson, &exercise.name);
    generate(course, &format!("{lesson}/{exercise}/{name}.rs"), &text)
}

/// The implementations that a model is compiled beside: the right one, and those that are not.
///
/// # Errors
/// One cannot be read or written.
pub fn subjects(course: &Course, exercise: &Exercise) -> anyhow::Result<Vec<Named>> {
    let mut subjects = vec![Named {
        name: "right".into(),
        file: exercise.folder.join("subject.rs"),
    }];
    for mutant in exercise.about.mutants.keys() {
        subjects.push(Named {
            name: mutant.clone(),
            file: file(course, exercise, &format!("mutants/{mutant}"))?,
        });
    }
    Ok(subjects)
}

/// Waits until no other command compiles: locked until what this returns is dropped.
fn lock(path: &Path, show: &mut impl FnMut(&str)) -> anyhow::Result<File> {
    let lock = files::regular(path, File::options().write(true).create(true))?;
    // A file system that has no locks has to do without.
    while let Err(TryLockError::WouldBlock) = lock.try_lock() {
        show("Blocking");
        thread::sleep(Duration::from_millis(20));
    }
    Ok(lock)
}

/// Paths in errors begin at the clone's root: the compiler came there by way of what is generated.
pub fn without_detour(text: &str) -> String {
    let mut text = text.to_string();
    while text.contains("/./") {
        text = text.replace("/./", "/");
    }
    let detour = format!("/exercises/{ROOT}/{FOLDER}/../../");
    while let Some(end) = text.find(&detour) {
        let begin = text[..end].rfind("lessons/").unwrap_or(end);
        text.replace_range(begin..end + detour.len(), "");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::without_detour;
    use recording::protocol::EXERCISES;

    #[test]
    fn paths_in_errors_begin_at_the_root() {
        let exercises = "lessons/04-word-tally/exercises";
        let file = format!("{exercises}/../../../target/workbook/./././../../{exercises}/a.rs");
        let said = format!("{file}:3:1 and {file}:4:1");
        let wanted = format!("{exercises}/a.rs:3:1 and {exercises}/a.rs:4:1");
        assert_eq!(without_detour(&said), wanted);
        assert_eq!(without_detour("src/lib.rs:1:1"), "src/lib.rs:1:1");
    }

    /// Macros take literals only.
    #[test]
    fn what_includes_the_source_reads_the_variable_that_is_set() {
        let named = format!("\"{EXERCISES}\"");
        assert!(include_str!("../../templates/exercises/graded.rs").contains(&named));
        assert!(include_str!("../../../lessons/exercises.rs").contains(&named));
    }
}
