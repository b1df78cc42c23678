//! Grades the answers that come with exercises: each must get the grade that is declared.

use super::files::list;
use super::{Fault, NOT_COMPILED, REFUSED, STARTER, Variant, variants};
use crate::answer::{self, Read};
use crate::check;
use crate::compile::modules::{self, Named};
use crate::compile::{self, Built, edited};
use crate::course::{Course, Exercise, Kind, Lesson};
use crate::diagnose;
use crate::files;
use crate::grader;
use crate::judge::{self, Grade, Subject};
use anyhow::{Context, bail};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// An answer that was graded.
#[derive(Debug)]
pub struct Graded {
    /// The exercise and the answer.
    pub of: String,
    /// What was said of it.
    pub word: String,
    /// How long that took, without compiling.
    pub time: Duration,
}

/// Grades all answers of a lesson; `each` is called for each as it is done.
///
/// # Errors
/// They cannot be compiled or run.
pub fn check(
    course: &Course,
    lesson: &Lesson,
    limit: Duration,
    record: bool,
    show: &mut impl FnMut(&str),
    mut each: impl FnMut(&Graded),
) -> anyhow::Result<Vec<Fault>> {
    let source = match source(course, lesson) {
        Ok(source) => source,
        Err(error) => return Ok(vec![Fault::new(&lesson.number, format!("{error:#}"))]),
    };
    let digest = digest(lesson)?;
    let built = compile::build(course, &lesson.number, &source, &digest, &mut *show)?;
    let executable = match &built {
        Built::Executable(executable) => executable.path.as_path(),
        Built::Refused(errors) => {
            let what = format!("an answer does not compile:\n{errors}");
            return Ok(vec![Fault::new(&lesson.number, what)]);
        }
    };
    let mut faults = vec![];
    for exercise in &lesson.exercises {
        // What does not compile is compiled alone; an answer that was given is none of it.
        if exercise.about.starter == NOT_COMPILED && exercise.is_untouched() {
            let begun = Instant::now();
            let grade = check::check(course, exercise, limit, &mut *show)?.grade;
            let word = grade.word();
            if word != NOT_COMPILED {
                let what = format!("starter.rs: {word}, and not {NOT_COMPILED}");
                faults.push(Fault::new(&exercise.id, what));
            }
            each(&Graded {
                of: format!("{} starter.rs", exercise.id),
                word,
                time: begun.elapsed(),
            });
        }
        for variant in variants(exercise) {
            if variant.word == NOT_COMPILED {
                continue;
            }
            let begun = Instant::now();
            let grade = grade(exercise, &variant, executable, limit)?;
            let file = variant.shown(exercise);
            if exercise.about.kind == Kind::Diagnose && variant.name == STARTER {
                faults.extend(shown(exercise, &grade, record)?);
            }
            let graded = Graded {
                of: format!("{} {file}", exercise.id),
                word: grade.word(),
                time: begun.elapsed(),
            };
            each(&graded);
            if graded.word != variant.word {
                let (is, word) = (&graded.word, &variant.word);
                let what = format!("{file}: {is}, and not {word}{}", why(&grade));
                faults.push(Fault::new(&exercise.id, what));
            }
        }
        if exercise.about.kind.has_subject() {
            faults.extend(plain(exercise, executable, limit)?);
        }
    }
    Ok(faults)
}

/// All answers of a lesson that are compiled, each in a module beside what grades it.
fn source(course: &Course, lesson: &Lesson) -> anyhow::Result<String> {
    let mut all = vec![];
    for exercise in &lesson.exercises {
        let mut named = vec![];
        for variant in variants(exercise).iter().filter(|one| one.is_compiled()) {
            let text = edited::text(&variant.path(exercise))?;
            // An answer that names a line is graded by the program with that line changed.
            let line = diagnose::named(exercise, &text).filter(|_| !variant.is_program());
            let file = line.map_or_else(|| variant.file.clone(), diagnose::file);
            named.push(Named {
                name: variant.name.clone(),
                file: compile::file(course, exercise, &file)?,
            });
        }
        let subjects = compile::subjects(course, exercise)?;
        let checkers = &exercise.about.checkers;
        let mut modules = modules::answers(course, exercise, checkers, &named, &subjects);
        if exercise.about.kind.has_subject() {
            modules += &modules::plain(course, exercise, &subjects);
        }
        all.push((exercise, modules));
    }
    Ok(modules::all(&all))
}

/// The digest of all that is compiled with the answers of a lesson.
fn digest(lesson: &Lesson) -> anyhow::Result<String> {
    let mut files = BTreeSet::new();
    let folder = lesson.folder.join("exercises");
    list(&folder, "", &mut files)?;
    let texts = files
        .iter()
        .map(|file| fs::read(folder.join(file)).unwrap_or_default());
    let texts: Vec<Vec<u8>> = texts.collect();
    Ok(crate::digest::of_all(texts.iter().map(Vec::as_slice)))
}

/// Reads an answer as `check` does, and grades it in its module.
fn grade(
    exercise: &Exercise,
    variant: &Variant,
    executable: &Path,
    limit: Duration,
) -> anyhow::Result<Grade> {
    let text = edited::text(&variant.path(exercise))?;
    if variant.is_program() {
        return run(exercise, &variant.name, &BTreeSet::new(), executable, limit);
    }
    let starter = edited::text(&exercise.folder.join("starter.rs"))?;
    let tests = match answer::read(exercise.about.kind, &text, &starter) {
        Read::Refused(found) => return Ok(Grade::Refused(found)),
        Read::Unreadable => bail!("{} is no Rust", variant.shown(exercise)),
        Read::Fine(_) if variant.word == REFUSED => {
            return Ok(Grade::NothingChecked("It is not refused.".into()));
        }
        Read::Fine(tests) => tests,
    };
    run(exercise, &variant.name, &tests, executable, limit)
}

/// Grades an answer, whose `tests` are these, in the module of its name.
///
/// # Errors
/// It cannot be run.
pub fn run(
    exercise: &Exercise,
    name: &str,
    tests: &BTreeSet<String>,
    executable: &Path,
    limit: Duration,
) -> anyhow::Result<Grade> {
    let within = format!("{}::{name}::", exercise.name);
    judge::grade(exercise, tests, false, |subject| {
        let filter = match subject {
            Subject::Answer if exercise.about.kind.has_subject() => {
                format!("{within}{}::", modules::ANSWER)
            }
            Subject::Answer => within.clone(),
            Subject::Right => format!("{within}right::"),
            Subject::Mutant(name) => format!("{within}{name}::"),
        };
        grader::run(executable, exercise.package(), &filter, &[], limit, |_| ())
    })
}

/// The failing execution that the book shows has to be the one that is found; with `record` it is written.
fn shown(exercise: &Exercise, grade: &Grade, record: bool) -> anyhow::Result<Option<Fault>> {
    let Grade::Fails(checked) = grade else {
        return Ok(None);
    };
    let path = exercise.folder.join(diagnose::COUNTEREXAMPLE);
    let found = checked.recording.to_json();
    if record {
        let cannot = || format!("cannot write {}", path.display());
        files::replace(&path, found.as_bytes()).with_context(cannot)?;
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    let what = "counterexample.json is not what the checker finds: `cargo workbook verify --record` writes it";
    Ok((there.replace('\r', "") != found).then(|| Fault::new(&exercise.id, what)))
}

fn why(grade: &Grade) -> String {
    match grade {
        Grade::Refused(found) => {
            let found = found
                .iter()
                .map(|one| format!("line {}: {}", one.line, one.text));
            format!(" ({})", found.collect::<Vec<_>>().join("; "))
        }
        Grade::NothingChecked(missing) => format!(" ({missing})"),
        Grade::Unmet { why, .. } => format!(" ({why})"),
        Grade::Survived { survivors, .. } => format!(" ({})", survivors.join("; ")),
        Grade::Panicked(output) => format!("\n{output}"),
        Grade::OwnModel(grade) => why(grade),
        _ => String::new(),
    }
}

/// On real threads nothing is wrong with the wrong implementations: who finds them needs a model.
fn plain(exercise: &Exercise, executable: &Path, limit: Duration) -> anyhow::Result<Option<Fault>> {
    let within = format!("{}::plain::", exercise.name);
    let ran = grader::run(executable, exercise.package(), &within, &[], limit, |_| ())?;
    let tests = ran.ended.output.iter().any(|line| line.contains("... ok"));
    Ok(match (ran.ended.is_success(), tests) {
        (true, true) => None,
        (true, false) => Some(Fault::new(&exercise.id, "there is no plain test")),
        (false, _) => {
            let output = ran.ended.output.join("\n");
            let what = format!("a wrong implementation is found on real threads:\n{output}");
            Some(Fault::new(&exercise.id, what))
        }
    })
}
