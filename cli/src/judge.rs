//! From what ran to a grade.

use crate::cargo::{self, Built};
use crate::course::{Course, Exercise, Kind};
use crate::grader::{self, Ran};
use std::path::Path;
use std::time::Duration;
use workbook_recording::{Checked, FailureKind, Prediction, Told, Verdict};

/// What is said of an answer.
#[derive(Debug)]
pub enum Grade {
    /// All that was asked for.
    Solved(Vec<Checked>),
    /// The compiler refuses it.
    DoesNotCompile(String),
    /// A schedule breaks it.
    Fails(Box<Checked>),
    /// It holds, and is not what was asked for.
    Unmet {
        /// Why, for a person.
        why: String,
        /// What was checked.
        checked: Vec<Checked>,
    },
    /// The prediction is wrong.
    Mispredicted(Prediction, Box<Checked>),
    /// The model holds for these wrong implementations: what is wrong with each.
    Survived {
        survivors: Vec<String>,
        killed: usize,
    },
    /// The model checks nothing.
    NothingChecked,
    /// It runs for ever.
    NeverEnds,
    /// There are more schedules than can be explored in the time.
    NotFinished(Box<Checked>),
    /// Something panicked outside of a model.
    Panicked(String),
}

impl Grade {
    /// The word for it in `exercise.toml`.
    pub fn word(&self) -> String {
        match self {
            Grade::Solved(_) => "solved".into(),
            Grade::DoesNotCompile(_) => "does not compile".into(),
            Grade::Fails(checked) => kind(checked).map_or("fails".into(), |kind| kind.to_string()),
            Grade::Unmet { .. } => "unmet".into(),
            Grade::Mispredicted(..) => "mispredicted".into(),
            Grade::Survived { .. } => "survived".into(),
            Grade::NothingChecked => "nothing checked".into(),
            Grade::NeverEnds => "never ends".into(),
            Grade::NotFinished(_) => "not finished".into(),
            Grade::Panicked(_) => "panicked".into(),
        }
    }
}

fn kind(checked: &Checked) -> Option<FailureKind> {
    match checked.recording.verdict {
        Verdict::Fails { kind, .. } => Some(kind),
        _ => None,
    }
}

/// Compiles and grades the answer that stands in the exercise's file.
///
/// # Errors
/// What grades it cannot be compiled or run.
pub fn check(
    course: &Course,
    exercise: &Exercise,
    limit: Duration,
    show: impl FnMut(&str),
) -> anyhow::Result<Grade> {
    match cargo::build(course, &exercise.crate_name, &exercise.target, show)? {
        Built::Refused(errors) => Ok(Grade::DoesNotCompile(errors)),
        Built::Executable(executable) => grade(exercise, &executable, "", limit),
    }
}

/// Grades the answer in the modules that `within` names.
///
/// # Errors
/// It cannot be run.
pub fn grade(
    exercise: &Exercise,
    executable: &Path,
    within: &str,
    limit: Duration,
) -> anyhow::Result<Grade> {
    let run = |filter: &str| grader::run(executable, exercise.package(), filter, &[], limit);
    match exercise.about.kind {
        Kind::WriteTheModel => model(exercise, within, run),
        _ => Ok(answer(exercise, run(within)?)),
    }
}

fn answer(exercise: &Exercise, ran: Ran) -> Grade {
    let mut checked = vec![];
    let mut unfinished = None;
    let mut unmet = None;
    let mut predicted = None;
    for told in ran.told {
        match told {
            Told::Checked(one) => match one.recording.verdict {
                Verdict::NotFinished { .. } => unfinished = unfinished.or(Some(one)),
                _ => checked.push(*one),
            },
            Told::Unmet { why, .. } => unmet = unmet.or(Some(why)),
            Told::Predicted(prediction) => predicted = Some(prediction),
        }
    }
    if let Some(prediction) = predicted {
        if let Some(one) = unfinished {
            return Grade::NotFinished(one);
        }
        return match (prediction.is_right(), checked.pop()) {
            (false, Some(one)) => Grade::Mispredicted(prediction, Box::new(one)),
            (_, one) => Grade::Solved(one.into_iter().collect()),
        };
    }
    // The shortest story is told.
    let steps = |one: &Checked| {
        let failed = one.recording.counterexample();
        failed.map_or(usize::MAX, |(execution, _)| execution.steps.len())
    };
    let failed = (0..checked.len()).filter(|i| kind(&checked[*i]).is_some());
    if let Some(failed) = failed.min_by_key(|i| steps(&checked[*i])) {
        return Grade::Fails(Box::new(checked.swap_remove(failed)));
    }
    if let Some(one) = unfinished {
        return Grade::NotFinished(one);
    }
    match unmet {
        Some(why) => Grade::Unmet { why, checked },
        None if ran.ended.status.is_none() => Grade::NeverEnds,
        None if !ran.ended.is_success() => Grade::Panicked(ran.ended.output.join("\n")),
        None if !by_all(exercise, &checked) => Grade::NothingChecked,
        None => Grade::Solved(checked),
    }
}

/// Whether each checker that grades the exercise checked something.
fn by_all(exercise: &Exercise, checked: &[Checked]) -> bool {
    let mut checkers = exercise.about.checkers.iter();
    checkers.all(|checker| checked.iter().any(|one| one.checker == *checker))
}

/// Whether time was over before anything was found.
fn is_cut_short(ran: &Ran) -> bool {
    let found = |told: &Told| match told {
        Told::Checked(one) => kind(one).is_some(),
        other => matches!(other, Told::Unmet { .. }),
    };
    let unfinished = |told: &Told| match told {
        Told::Checked(one) => matches!(one.recording.verdict, Verdict::NotFinished { .. }),
        _ => false,
    };
    let over = ran.ended.status.is_none() || ran.told.iter().any(unfinished);
    over && !ran.told.iter().any(found)
}

/// A model that the learner wrote: it holds for the right implementation, and for no wrong one.
fn model(
    exercise: &Exercise,
    within: &str,
    run: impl Fn(&str) -> anyhow::Result<Ran>,
) -> anyhow::Result<Grade> {
    let right = answer(exercise, run(&format!("{within}right::"))?);
    let Grade::Solved(checked) = right else {
        return Ok(right);
    };
    let (mut survivors, mut killed) = (vec![], 0);
    for (mutant, what) in &exercise.about.mutants {
        let ran = run(&format!("{within}{mutant}::"))?;
        match ran.ended.is_success() {
            true => survivors.push(what.clone()),
            // A model that is too large for it has found nothing.
            false if is_cut_short(&ran) => return Ok(answer(exercise, ran)),
            false => killed += 1,
        }
    }
    Ok(match survivors.is_empty() {
        true => Grade::Solved(checked),
        false => Grade::Survived { survivors, killed },
    })
}
