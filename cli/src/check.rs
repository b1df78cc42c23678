//! Grades the answer that stands in an exercise's file: reads it once, compiles what was read, runs it.

use crate::answer::{self, Read};
use crate::compile::{self, Built, edited, modules};
use crate::course::{Course, Exercise};
use crate::diagnose;
use crate::grader;
use crate::judge::{self, Grade, Subject};
use crate::progress::Version;
use crate::{files, seal};
use anyhow::{Context, bail};
use recording::{Checked, Told};
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::time::Duration;

/// How often an answer is read again that was edited while it was graded.
const ATTEMPTS: usize = 4;
/// How often a model that the learner wrote is run beside each implementation.
const RUNS: usize = 3;

/// A grade, and what it was given to.
#[derive(Debug)]
pub struct Graded {
    pub version: Version,
    pub grade: Grade,
    /// What each checker said of each model: of a model that the learner wrote, beside the right implementation.
    pub checked: Vec<Checked>,
}

/// Reads, compiles and grades the answer that stands in the exercise's file.
///
/// # Errors
/// The answer cannot be read, what grades it cannot be compiled or run, or it is edited all the time.
pub fn check(
    course: &Course,
    exercise: &Exercise,
    limit: Duration,
    mut show: impl FnMut(&str),
) -> anyhow::Result<Graded> {
    for attempt in 0..ATTEMPTS {
        let answer = read(course, &exercise.file).with_context(|| {
            let id = &exercise.id;
            format!("{id} has no answer that can be graded; `cargo workbook reset {id}` restores the starter")
        })?;
        let version = Version::of(exercise, answer.as_bytes());
        let edited = seal::edited(exercise);
        if !edited.is_empty() {
            let files = edited.iter().map(|file| course.shown(file)).collect();
            return Ok(Graded {
                version,
                grade: Grade::Edited(files),
                checked: vec![],
            });
        }
        // Cargo looks at times and would take what was compiled last for what stands here now.
        let digest = version.digest(attempt);
        let mut checked = vec![];
        let graded = grade(
            course,
            exercise,
            &answer,
            &digest,
            limit,
            &mut checked,
            &mut show,
        );
        let grade = match graded {
            Err(stopped) => match stopped.downcast()? {
                Stopped::Stale => continue,
                Stopped::DoesNotCompile(errors) => Grade::DoesNotCompile(errors),
            },
            Ok(grade) => grade,
        };
        return Ok(Graded {
            version,
            grade,
            checked,
        });
    }
    let file = course.shown(&exercise.file);
    bail!(
        "{file} was edited, or graded by another command, each time that it was graded here: check again"
    )
}

fn read(course: &Course, path: &Path) -> anyhow::Result<String> {
    let text = files::read(path).with_context(|| format!("cannot read {}", course.shown(path)))?;
    // The compiler refuses what is no text.
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Why there is no grade of what was read.
#[derive(Debug)]
enum Stopped {
    /// The compiler refuses it.
    DoesNotCompile(String),
    /// Something else was compiled than what was read.
    Stale,
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer was not graded")
    }
}

impl std::error::Error for Stopped {}

fn grade(
    course: &Course,
    exercise: &Exercise,
    answer: &str,
    digest: &str,
    limit: Duration,
    checked: &mut Vec<Checked>,
    show: &mut impl FnMut(&str),
) -> anyhow::Result<Grade> {
    let starter = read(course, &exercise.folder.join("starter.rs"))?;
    let (tests, is_unreadable) = match answer::read(exercise.about.kind, answer, &starter) {
        Read::Refused(found) => return Ok(Grade::Refused(found)),
        Read::Unreadable => (BTreeSet::new(), true),
        Read::Fine(tests) => (tests, false),
    };
    let line = diagnose::named(exercise, answer);
    let grade = judge::grade(exercise, &tests, true, |subject| {
        let name = match subject {
            Subject::Answer => "model".into(),
            Subject::Right => "subject".into(),
            Subject::Mutant(name) => format!("mutants/{name}"),
        };
        let expected = edited::text(&edited::path(&exercise.folder, &name))?;
        let beside = compile::file(course, exercise, &name)?;
        let (file, answer) = match line {
            Some(letter) => {
                let name = diagnose::file(letter);
                let text = edited::text(&edited::path(&exercise.folder, &name))?;
                (compile::file(course, exercise, &name)?, text)
            }
            None => (exercise.file.clone(), answer.into()),
        };
        let source = modules::one(course, exercise, &file, &beside);
        let executable =
            match compile::build(course, &exercise.lesson, &source, digest, &mut *show)? {
                Built::Refused(errors) => return Err(Stopped::DoesNotCompile(errors).into()),
                Built::Executable(_) if is_unreadable => {
                    bail!(
                        "{} holds syntax that cannot be read here",
                        course.shown(&exercise.file)
                    )
                }
                Built::Executable(executable) => executable,
            };
        let mut run = || {
            let package = exercise.package();
            grader::run(&executable.path, package, "", &[], limit, &mut *show)
        };
        let mut ran = run()?;
        if !matches!(subject, Subject::Answer) {
            for _ in 1..RUNS {
                ran.differs |= judge::failures(&run()?) != judge::failures(&ran);
            }
        }
        if !matches!(subject, Subject::Mutant(_)) {
            checked.extend(ran.told.iter().filter_map(|told| match told {
                Told::Checked(one) => Some((**one).clone()),
                _ => None,
            }));
        }
        // Another command may have compiled meanwhile, or the learner saved.
        let differs = |told: &Told| matches!(told, Told::Compiled { sources } if sources[..] != [answer.as_str(), expected.as_str()]);
        match ran.told.iter().any(differs) {
            true => Err(Stopped::Stale.into()),
            false => Ok(ran),
        }
    })?;
    Ok(match (line, grade) {
        (None, grade) | (Some(_), grade @ Grade::Solved(_)) => grade,
        (Some(line), found) => Grade::Misdiagnosed(line, Box::new(found)),
    })
}
