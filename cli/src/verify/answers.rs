//! Grades the answers that come with exercises: each must get the grade that is declared.

use super::{Fault, REFUSED, variants};
use crate::cargo::{self, Built};
use crate::course::{Course, Exercise, Kind, Lesson};
use crate::grader;
use crate::judge::{self, Grade};
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
    show: &mut impl FnMut(&str),
    mut each: impl FnMut(&Graded),
) -> anyhow::Result<Vec<Fault>> {
    let crate_name = format!("lesson-{}", lesson.number);
    let executable = match cargo::build(course, &crate_name, "variants", &mut *show)? {
        Built::Executable(executable) => executable,
        Built::Refused(errors) => {
            let what = format!("exercises/variants.rs does not compile:\n{errors}");
            return Ok(vec![Fault::new(&lesson.number, what)]);
        }
    };
    let mut faults = vec![];
    for exercise in &lesson.exercises {
        // What does not compile is compiled alone; an answer that somebody gave is none of it.
        if exercise.about.starter == REFUSED && exercise.is_untouched() {
            let begun = Instant::now();
            let grade = judge::check(course, exercise, limit, &mut *show)?;
            let word = grade.word();
            if word != REFUSED {
                let what = format!("starter.rs: {word}, and not {REFUSED}");
                faults.push(Fault::new(&exercise.id, what));
            }
            each(&Graded {
                of: format!("{} starter.rs", exercise.id),
                word,
                time: begun.elapsed(),
            });
        }
        for variant in variants(exercise) {
            let begun = Instant::now();
            let within = format!("{}::{}::", exercise.target, variant.name);
            let grade = judge::grade(exercise, &executable, &within, limit)?;
            let graded = Graded {
                of: format!("{} {}", exercise.id, variant.file),
                word: grade.word(),
                time: begun.elapsed(),
            };
            each(&graded);
            if graded.word != variant.word {
                let (is, word) = (&graded.word, &variant.word);
                let what = format!("{}: {is}, and not {word}{}", variant.file, why(&grade));
                faults.push(Fault::new(&exercise.id, what));
            }
        }
        if exercise.about.kind == Kind::WriteTheModel {
            faults.extend(plain(exercise, &executable, limit)?);
        }
    }
    Ok(faults)
}

fn why(grade: &Grade) -> String {
    match grade {
        Grade::Unmet { why, .. } => format!(" ({why})"),
        Grade::Survived { survivors, .. } => format!(" ({})", survivors.join("; ")),
        Grade::Panicked(output) => format!("\n{output}"),
        _ => String::new(),
    }
}

/// On real threads nothing is wrong with the wrong implementations: who finds them needs a model.
fn plain(exercise: &Exercise, executable: &Path, limit: Duration) -> anyhow::Result<Option<Fault>> {
    let within = format!("{}::plain::", exercise.target);
    let ran = grader::run(executable, exercise.package(), &within, &[], limit)?;
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
