//! From what ran to a grade.

use crate::answer::Finding;
use crate::course::{Exercise, Kind};
use crate::expected::{Expected, ended};
use crate::grader::Ran;
use recording::{Checked, FailureKind, Prediction, Told, Verdict};
use std::collections::BTreeSet;

/// What is said of an answer.
#[derive(Debug)]
pub enum Grade {
    /// All that was asked for.
    Solved(Vec<Checked>),
    /// Files that it is graded by are not as they were handed out.
    Edited(Vec<String>),
    /// It holds what the checkers could not see, or has changed what has to stay.
    Refused(Vec<Finding>),
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
    /// The line that was named is not to blame: what is said of the program with that line changed.
    Misdiagnosed(char, Box<Grade>),
    /// The answer is right, and the model that comes with it is not: what is said of that.
    OwnModel(Box<Grade>),
    /// The model holds for these wrong implementations: what is wrong with each.
    Survived {
        survivors: Vec<String>,
        killed: usize,
    },
    /// Not everything that has to be was checked: what is missing.
    NothingChecked(String),
    /// It runs forever.
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
            Grade::Edited(_) => "edited".into(),
            Grade::Refused(_) => "refused".into(),
            Grade::DoesNotCompile(_) => "does not compile".into(),
            Grade::Fails(checked) => kind(checked).map_or("fails".into(), |kind| kind.to_string()),
            Grade::Unmet { .. } => "unmet".into(),
            Grade::Mispredicted(..) => "mispredicted".into(),
            Grade::Misdiagnosed(_, found) | Grade::OwnModel(found) => found.word(),
            Grade::Survived { .. } => "survived".into(),
            Grade::NothingChecked(_) => "nothing checked".into(),
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

/// What is run: an answer beside `model.rs`, or a model beside one implementation.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// There is one only.
    Answer,
    /// The implementation that is right.
    Right,
    /// One that is wrong.
    Mutant(&'a str),
}

/// Grades an answer whose `tests` are these, if it is a model. `run` runs it; with `compiled`, a test
/// more tells what was compiled.
///
/// # Errors
/// It cannot be run.
pub fn grade(
    exercise: &Exercise,
    tests: &BTreeSet<String>,
    compiled: bool,
    mut run: impl FnMut(Subject) -> anyhow::Result<Ran>,
) -> anyhow::Result<Grade> {
    let kind = exercise.about.kind;
    if !kind.has_model() {
        return model(exercise, tests, compiled, run);
    }
    let expected = Expected::of(exercise, tests.len(), compiled)?;
    let ran = run(Subject::Answer)?;
    let missing = |ran: &Ran, checked: &[Checked]| expected.missing(ran, checked);
    Ok(match answer(kind, ran, missing) {
        Grade::Solved(checked) if kind.has_subject() => {
            match model(exercise, tests, compiled, run)? {
                Grade::Solved(_) => Grade::Solved(checked),
                grade => Grade::OwnModel(Box::new(grade)),
            }
        }
        grade => grade,
    })
}

/// From what was told to a grade; `missing` says what was not told.
fn answer(
    asked: Kind,
    ran: Ran,
    missing: impl FnOnce(&Ran, &[Checked]) -> Option<String>,
) -> Grade {
    let mut checked = vec![];
    let mut unfinished = None;
    let mut unmet = None;
    let mut predicted = None;
    for told in ran.told.iter().cloned() {
        match told {
            Told::Compiled { .. } => {}
            Told::Checked(one) => match one.recording.verdict {
                Verdict::NotFinished { .. } => unfinished = unfinished.or(Some(one)),
                _ => checked.push(*one),
            },
            Told::Unmet { why, .. } => unmet = unmet.or(Some(why)),
            // A model that predicts its own failure is none.
            Told::Predicted(prediction) if asked == Kind::Predict => predicted = Some(prediction),
            Told::Predicted(_) => {}
        }
    }
    let is_right = predicted.as_ref().map(Prediction::is_right);
    if let (Some(prediction), Some(false), None, Some(one)) =
        (predicted, is_right, &unfinished, checked.last())
    {
        return Grade::Mispredicted(prediction, Box::new(one.clone()));
    }
    // The shortest story is told; what fails as predicted is none.
    let steps = |one: &Checked| {
        let failed = one.recording.counterexample();
        failed.map_or(usize::MAX, |(execution, _)| execution.steps.len())
    };
    let failed = (0..checked.len()).filter(|i| kind(&checked[*i]).is_some());
    if let Some(failed) = failed.min_by_key(|i| steps(&checked[*i]))
        && is_right.is_none()
    {
        return Grade::Fails(Box::new(checked.swap_remove(failed)));
    }
    if let Some(one) = unfinished {
        return Grade::NotFinished(one);
    }
    match unmet {
        Some(why) => Grade::Unmet { why, checked },
        None if ran.ended.status.is_none() => Grade::NeverEnds,
        None if !ran.ended.is_success() => {
            let said = [&ran.ended.output[..], &ran.ended.errors[..]].concat();
            Grade::Panicked(said.join("\n"))
        }
        None => match missing(&ran, &checked) {
            Some(missing) => Grade::NothingChecked(missing),
            None => Grade::Solved(checked),
        },
    }
}

/// Whether time was over before anything was found.
fn is_cut_short(ran: &Ran) -> bool {
    let unfinished = |told: &Told| match told {
        Told::Checked(one) => matches!(one.recording.verdict, Verdict::NotFinished { .. }),
        _ => false,
    };
    ran.ended.status.is_none() || ran.told.iter().any(unfinished)
}

/// A check of a model: the name of its test, and the model's id.
pub type Identity = (String, String);

fn identity(test: Option<&String>, model: &str) -> Option<Identity> {
    let test = test?.rsplit("::").next()?;
    Some((test.into(), model.into()))
}

/// What failed in a run.
fn failed(told: &Told) -> Option<Identity> {
    match told {
        Told::Checked(one) => {
            kind(one)?;
            identity(one.test.as_ref(), &one.recording.model)
        }
        Told::Unmet { model, test, .. } => identity(test.as_ref(), model),
        _ => None,
    }
}

/// The checks that failed in a run.
pub fn failures(ran: &Ran) -> BTreeSet<Identity> {
    ran.told.iter().filter_map(failed).collect()
}

/// The grade of a model that depends on something besides its subject.
fn differs() -> Grade {
    let why = "Another run of the same tests had another result. A model has to be the same in each run: it \
               must not depend on the order of a `HashMap`, nor on addresses.";
    Grade::NothingChecked(why.into())
}

/// A model that the learner wrote: it holds for the right implementation, and for no wrong one.
fn model(
    exercise: &Exercise,
    tests: &BTreeSet<String>,
    compiled: bool,
    mut run: impl FnMut(Subject) -> anyhow::Result<Ran>,
) -> anyhow::Result<Grade> {
    let missing = |ran: &Ran, checked: &[Checked]| {
        let told = checked
            .iter()
            .filter_map(|one| identity(one.test.as_ref(), ""));
        let told: BTreeSet<String> = told.map(|(test, _)| test).collect();
        match tests.iter().find(|test| !told.contains(*test)) {
            None if tests.is_empty() => Some("The file has no test that checks a model.".into()),
            None => {
                let tests = tests.len() * exercise.about.checkers.len();
                ended(ran, tests + usize::from(compiled))
            }
            Some(test) => Some(format!("The test `{test}` checks no model.")),
        }
    };
    let right = run(Subject::Right)?;
    if right.differs {
        return Ok(differs());
    }
    let right = answer(Kind::WriteTheModel, right, missing);
    let Grade::Solved(checked) = right else {
        return Ok(right);
    };
    let held = checked
        .iter()
        .filter_map(|one| identity(one.test.as_ref(), &one.recording.model));
    let held: BTreeSet<Identity> = held.collect();
    let (mut survivors, mut killed) = (vec![], 0);
    for (mutant, what) in &exercise.about.mutants {
        let ran = run(Subject::Mutant(mutant))?;
        if ran.differs && !is_cut_short(&ran) {
            return Ok(differs());
        }
        // Only a model that holds for the right implementation can say that this one is wrong.
        if !failures(&ran).is_disjoint(&held) {
            killed += 1;
        } else if is_cut_short(&ran) {
            // A model that is too large for it has found nothing.
            return Ok(answer(Kind::WriteTheModel, ran, |_, _| None));
        } else if ran.ended.is_success() {
            survivors.push(what.clone());
        } else {
            survivors.push(format!(
                "{what} (a test panics there, outside of its model)"
            ));
        }
    }
    Ok(match survivors.is_empty() {
        true => Grade::Solved(checked),
        false => Grade::Survived { survivors, killed },
    })
}

#[cfg(all(test, unix))]
mod tests;
