//! Grades many answers to one exercise that no file of the clone holds: they are compiled at once.

use super::{NOT_COMPILED, REFUSED, answers};
use crate::answer::{self, Read};
use crate::compile::modules::{self, Named};
use crate::compile::{self, Built};
use crate::course::{Course, Exercise};
use crate::digest;
use anyhow::Context;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// How many are compiled at once: what one costs by itself is mostly starting cargo and linking.
const MOST: usize = 60;

/// An answer, and what has to be known of it to run it.
struct Answer<'a> {
    place: usize,
    text: &'a str,
    tests: BTreeSet<String>,
}

impl Answer<'_> {
    fn name(&self) -> String {
        format!("edit_{}", self.place)
    }
}

/// The word for each of these answers.
///
/// # Errors
/// A file cannot be read or written, or an answer not be compiled or run.
pub fn words(
    course: &Course,
    exercise: &Exercise,
    texts: &[String],
    limit: Duration,
    mut show: impl FnMut(&str),
) -> anyhow::Result<Vec<String>> {
    let starter = exercise.folder.join("starter.rs");
    let starter = fs::read_to_string(&starter)
        .with_context(|| format!("cannot read {}", course.shown(&starter)))?;
    let mut words = vec![String::new(); texts.len()];
    let mut answers = vec![];
    for (place, text) in texts.iter().enumerate() {
        match answer::read(exercise.about.kind, text, &starter) {
            Read::Refused(_) => words[place] = REFUSED.into(),
            Read::Unreadable => words[place] = NOT_COMPILED.into(),
            Read::Fine(tests) => answers.push(Answer { place, text, tests }),
        }
    }
    let folder = tempfile::tempdir_in(compile::folder(course)?);
    let folder = folder.context("cannot make a temporary folder")?;
    let mut batches = vec![];
    while !answers.is_empty() {
        batches.push(answers.split_off(answers.len().saturating_sub(MOST)));
    }
    while let Some(batch) = batches.pop() {
        match build(course, exercise, folder.path(), &batch, &mut show)? {
            Built::Executable(executable) => {
                for one in batch {
                    show(&format!("{} of {}", one.place + 1, texts.len()));
                    let name = one.name();
                    let grade = answers::run(exercise, &name, &one.tests, &executable.path, limit)?;
                    words[one.place] = grade.word();
                }
            }
            Built::Refused(errors) => {
                let is_named = |one: &Answer| errors.contains(&format!("{}.rs", one.name()));
                let (mut refused, mut rest): (Vec<_>, Vec<_>) =
                    batch.into_iter().partition(is_named);
                // An error may be in the model that stands beside it.
                if refused.is_empty() && rest.len() == 1 {
                    refused = rest.split_off(0);
                } else if refused.is_empty() {
                    batches.push(rest.split_off(rest.len() / 2));
                }
                for one in refused {
                    words[one.place] = NOT_COMPILED.into();
                }
                if !rest.is_empty() {
                    batches.push(rest);
                }
            }
        }
    }
    Ok(words)
}

fn build(
    course: &Course,
    exercise: &Exercise,
    folder: &Path,
    batch: &[Answer],
    show: impl FnMut(&str),
) -> anyhow::Result<Built> {
    let mut named = vec![];
    for one in batch {
        let file = folder.join(format!("{}.rs", one.name()));
        fs::write(&file, one.text).with_context(|| format!("cannot write {}", file.display()))?;
        named.push(Named {
            name: one.name(),
            file,
        });
    }
    let (checkers, subjects) = (
        &exercise.about.checkers,
        compile::subjects(course, exercise)?,
    );
    let answers = modules::answers(course, exercise, checkers, &named, &subjects);
    let source = modules::all(&[(exercise, answers)]);
    let digest = digest::of_all(batch.iter().map(|one| one.text.as_bytes()));
    compile::build(course, &exercise.lesson, &source, &digest, show)
}
