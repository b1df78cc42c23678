//! The source that cargo compiles: each answer in a module beside what grades it, for each checker.
//!
//! All of them say `super::sync` and `super::model`; `model.rs` says `super::exercise`, and an answer that
//! holds tests says `super::subject`.

use crate::course::{Course, Exercise};
use recording::protocol::DIGEST;
use std::path::{Path, PathBuf};

/// The folder of what is generated, from the clone's root; and the root, from there.
pub const FOLDER: &str = "target/workbook";
const ROOT: &str = "../..";

/// In place of a checker: the answer runs on real threads.
pub const THREADS: &str = "threads";

/// The module of an answer beside its `model.rs`, if it also stands beside other files.
pub const ANSWER: &str = "answer";

/// What the tests of an answer are about, where that is the answer itself.
const OWN: &str = "mod subject {\n#[allow(unused_imports)]\npub use super::exercise::*;\n}\n";

/// A file of Rust, and the name of the module that it becomes.
#[derive(Clone, Debug)]
pub struct Named {
    pub name: String,
    pub file: PathBuf,
}

/// An answer, which stands in the exercise's file, beside `model.rs` or one implementation. The modules
/// have the same names whatever stands beside it, so that an answer cannot tell implementations apart.
///
/// A test, the first in the order of their names, tells what was compiled.
pub fn one(course: &Course, exercise: &Exercise, answer: &Path, beside: &Path) -> String {
    let modules = graded(course, exercise, &exercise.about.checkers, answer, beside);
    let [answer, other] = [answer, beside].map(|file| path(course, file));
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

/// Answers to an exercise, each in a module of its own. Those of them that hold tests are compiled beside
/// each of the `subjects`, in a module of its name; beside `model.rs`, too, in one named [`ANSWER`].
pub fn answers(
    course: &Course,
    exercise: &Exercise,
    checkers: &[String],
    answers: &[Named],
    subjects: &[Named],
) -> String {
    let kind = exercise.about.kind;
    let graded =
        |answer: &Named, beside: &Path| graded(course, exercise, checkers, &answer.file, beside);
    let model = Named {
        name: ANSWER.into(),
        file: exercise.folder.join("model.rs"),
    };
    let model = kind.has_model().then_some(&model);
    let beside = |answer: &Named| match kind.has_subject() {
        true => model
            .into_iter()
            .chain(subjects)
            .map(|one| module(&one.name, &graded(answer, &one.file)))
            .collect(),
        false => model.map_or_else(String::new, |one| graded(answer, &one.file)),
    };
    let modules = answers
        .iter()
        .map(|answer| module(&answer.name, &beside(answer)));
    modules.collect()
}

/// The test on real threads, beside each of the `subjects`.
pub fn plain(course: &Course, exercise: &Exercise, subjects: &[Named]) -> String {
    let file = exercise.folder.join("plain.rs");
    let threads = [THREADS.into()];
    let beside = subjects.iter().map(|one| {
        let modules = graded(course, exercise, &threads, &file, &one.file);
        module(&one.name, &modules)
    });
    module("plain", &beside.collect::<String>())
}

/// An answer and what stands beside it, for each checker.
fn graded(
    course: &Course,
    exercise: &Exercise,
    checkers: &[String],
    answer: &Path,
    beside: &Path,
) -> String {
    let kind = exercise.about.kind;
    let is_model = beside == exercise.folder.join("model.rs");
    let other = if is_model { "grade" } else { "subject" };
    let mut files = [("exercise", answer), (other, beside)]
        .map(|(name, file)| format!("#[path = {:?}]\nmod {name};\n", path(course, file)))
        .concat();
    if is_model && kind.has_subject() {
        files += OWN;
    }
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
