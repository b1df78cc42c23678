//! `reset`: the starter again, and nothing lost.

use crate::course::Exercise;
use crate::{Desk, files, id};
use anyhow::Context;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// # Errors
/// The exercise is unknown, or a file cannot be read or written.
pub fn run(desk: &mut Desk, typed: &str) -> anyhow::Result<ExitCode> {
    let exercise = id::exercise(desk.course, typed)?;
    let text = reset(desk, exercise)?;
    desk.screen.print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// Puts the starter back, and says where the learner's version is.
///
/// # Errors
/// A file cannot be read or written.
pub fn reset(desk: &mut Desk, exercise: &Exercise) -> anyhow::Result<String> {
    let starter = exercise.folder.join("starter.rs");
    let shown = desk.course.shown(&exercise.file);
    let wanted = fs::read(&starter)
        .with_context(|| format!("cannot read {}", desk.course.shown(&starter)))?;
    let there = match files::read(&exercise.file) {
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        text => Some(text.with_context(|| format!("cannot read {shown}"))?),
    };
    let text = match there {
        Some(there) if there == wanted => format!("{shown} is already the starter.\n"),
        there => {
            let kept = match there {
                Some(there) => {
                    let kept = keep(&exercise.file, &there)?;
                    format!("; your version is {}", desk.course.shown(&kept))
                }
                None => String::new(),
            };
            files::replace(&exercise.file, &wanted)
                .with_context(|| format!("cannot write {}", exercise.file.display()))?;
            format!("{shown} is the starter again{kept}.\n")
        }
    };
    let noted = desk.note(|progress| {
        progress.forget_hints(exercise);
        progress.open = Some(exercise.id.clone());
    });
    desk.warn(noted);
    Ok(text)
}

/// Writes the learner's version under the first name that is free.
fn keep(file: &Path, text: &[u8]) -> anyhow::Result<PathBuf> {
    for n in 1.. {
        let kept = file.with_extension(format!("{n}.mine"));
        match fs::File::create_new(&kept) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            opened => {
                let written = opened.and_then(|mut opened| opened.write_all(text));
                written.with_context(|| format!("cannot write {}", kept.display()))?;
                return Ok(kept);
            }
        }
    }
    unreachable!("numbers do not end")
}
