//! The source that cargo compiles: each answer in a module beside what grades it, for each checker.
//!
//! All of them say `super::sync` and `super::model`; `model.rs` says `super::exercise`, and an answer that
//! is a model says `super::subject`.

use crate::course::{Course, Exercise, Kind};
use recording::protocol::DIGEST;
use std::path::{Path, PathBuf};

/// The folder of what is generated, from the clone's root; and the root, from there.
pub const FOLDER: &str = "target/workbook";
const ROOT: &str = "../..";

/// In place of a checker: the answer runs on real threads.
pub const THREADS: &str = "threads";

/// A file of Rust, and the name of the module that it becomes.
#[derive(Clone, Debug)]
pub struct Named {
    pub name: String,
    pub file: PathBuf,
}

/// The answer that stands in the exercise's file, beside `model.rs` or one implementation. The modules
/// have the same names whatever stands beside it, so that an answer cannot tell implementations apart.
///
/// A test, the first in the order of their names, tells what was compiled.
pub fn one(course: &Course, exercise: &Exercise, beside: &Path) -> String {
    let [answer, other] = [&exercise.file, beside].map(|file| path(course, file));
    let modules = graded(
        course,
        exercise,
        &exercise.about.checkers,
        &exercise.file,
        beside,
    );
    format!(
        "{}#[test]\nfn _compiled() {{\n    checker::compiled(&[include_str!({answer:?}), \
         include_str!({other:?})]);\n}}\n{}",
        digest(),
        module("answer", &modules)
    )
}

/// Answers that come with exercises, each in a module of its own: all that [`answers`] made.
pub fn all(exercises: &[(&Exercise, String)]) -> String {
    let modules = exercises
        .iter()
        .map(|(exercise, answers)| module(&exercise.name, answers));
    digest() + &modules.collect::<String>()
}

/// Answers to an exercise, each in a module of its own; one that is a model in a module for each of the
/// `subjects`.
pub fn answers(
    course: &Course,
    exercise: &Exercise,
    checkers: &[String],
    answers: &[Named],
    subjects: &[Named],
) -> String {
    let model = exercise.folder.join("model.rs");
    let beside = |answer: &Named| match exercise.about.kind {
        Kind::WriteTheModel => subjects
            .iter()
            .map(|one| {
                let modules = graded(course, exercise, checkers, &answer.file, &one.file);
                module(&one.name, &modules)
            })
            .collect(),
        _ => graded(course, exercise, checkers, &answer.file, &model),
    };
    let modules = answers
        .iter()
        .map(|answer| module(&answer.name, &beside(answer)));
    modules.collect()
}

/// An answer and what stands beside it, for each checker.
fn graded(
    course: &Course,
    exercise: &Exercise,
    checkers: &[String],
    answer: &Path,
    beside: &Path,
) -> String {
    let other = match exercise.about.kind {
        Kind::WriteTheModel => "subject",
        _ => "grade",
    };
    let files = [("exercise", answer), (other, beside)]
        .map(|(name, file)| format!("#[path = {:?}]\nmod {name};\n", path(course, file)))
        .concat();
    let by = |checker: &String| {
        let names = match checker.as_str() {
            THREADS => "workbook::sync".into(),
            checker => format!("{checker}::{{self as model, sync}}"),
        };
        module(
            checker,
            &format!("#[allow(unused_imports)]\nuse checker::{names};\n{files}"),
        )
    };
    checkers.iter().map(by).collect()
}

/// Cargo compiles again whenever the digest has changed, whatever the files' times say.
fn digest() -> String {
    format!("const _: Option<&str> = option_env!({DIGEST:?});\n")
}

/// A module whose files are where they would be without it.
fn module(name: &str, items: &str) -> String {
    format!("#[path = \".\"]\nmod {name} {{\n{items}}}\n")
}

/// A file of the clone, from what is generated.
fn path(course: &Course, file: &Path) -> String {
    format!("{ROOT}/{}", course.shown(file))
}
