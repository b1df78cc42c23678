//! What a person sees of a grade: the answer first, then why, then what to do next.

use crate::Desk;
use crate::answer::Finding;
use crate::course::{Exercise, Kind};
use crate::diagnose;
use crate::judge::Grade;
use crate::show::steps::{changed, own_model, own_model_found};
use lesson_program::words::count;
use recording::{Checked, FailureKind, Prediction, paragraph, report, swimlane};

/// The whole screen.
pub fn screen(desk: &Desk, exercise: &Exercise, grade: &Grade) -> String {
    let (told, next) = (told(desk, exercise, grade), next(desk, exercise, grade));
    format!("{told}\n{next}\n")
}

/// The answer, in the first line, and why.
pub fn told(desk: &Desk, exercise: &Exercise, grade: &Grade) -> String {
    // A counterexample has a headline of its own.
    let text = match told_below(exercise, grade) {
        true => String::new(),
        false => format!("{}\n\n", headline(desk, exercise, grade)),
    };
    let details = match grade {
        Grade::Solved(checked) => {
            let blamed = diagnose::blamed(exercise);
            let changed = blamed.map(|line| changed(desk, exercise, line));
            changed.unwrap_or_default() + &verdicts(checked) + &own_model_found(exercise)
        }
        Grade::Edited(files) => edited(files),
        Grade::Refused(found) => refused(desk, exercise, found),
        Grade::DoesNotCompile(errors) => errors.clone(),
        Grade::Fails(checked) | Grade::NotFinished(checked) => {
            report(&checked.recording, &desk.style)
        }
        Grade::Unmet { why, checked } => {
            format!("  {why}\n{}", verdicts(checked))
        }
        Grade::Mispredicted(prediction, checked) => mispredicted(desk, prediction, checked),
        Grade::Misdiagnosed(line, found) => {
            format!(
                "{}{}",
                changed(desk, exercise, *line),
                found_in(desk, exercise, found)
            )
        }
        Grade::OwnModel(found) => found_in(desk, exercise, found),
        Grade::Survived { survivors, killed } => survived(survivors, *killed),
        Grade::NothingChecked(missing) => format!("  {missing}\n"),
        Grade::NeverEnds => {
            let limit = lesson_program::words::time(desk.limit);
            format!(
                "  It was stopped after {limit}. Does it loop forever, or wait for another thread without\n  \
                 using `sync`? To allow more time: --limit 1m\n"
            )
        }
        Grade::Panicked(output) => output.clone() + "\n",
    };
    text + &details
}

/// What was found, without a headline for the exercise.
fn found_in(desk: &Desk, exercise: &Exercise, found: &Grade) -> String {
    match found {
        Grade::Fails(checked) => report(&checked.recording, &desk.style),
        found => told(desk, exercise, found),
    }
}

fn told_below(exercise: &Exercise, grade: &Grade) -> bool {
    let is_model = exercise.about.kind == Kind::WriteTheModel;
    matches!(grade, Grade::Fails(checked) if !is_model && !has_hole(checked))
}

/// One line.
pub fn line(desk: &Desk, exercise: &Exercise, grade: &Grade) -> String {
    headline(desk, exercise, grade) + "\n"
}

fn headline(desk: &Desk, exercise: &Exercise, grade: &Grade) -> String {
    let id = &exercise.id;
    let good = desk.sign("✓", "ok");
    let bad = desk.sign("✗", "X");
    match grade {
        Grade::Solved(_) => format!("{good} {id} is solved"),
        Grade::Edited(_) => format!("{bad} {id} is not graded: a file that grades it was edited"),
        Grade::Refused(_) => {
            format!("{bad} {id} is refused: it cannot be graded as it stands")
        }
        Grade::DoesNotCompile(_) => format!("{bad} {id} does not compile"),
        Grade::Fails(checked) if has_hole(checked) => {
            format!("{bad} {id}: a `todo!()` is left to replace")
        }
        Grade::Misdiagnosed(line, _) => {
            format!("{bad} {id}: line {line} is not to blame, because changing it does not help")
        }
        Grade::OwnModel(found) => own_model(id, bad, found),
        Grade::Fails(_) => match exercise.about.kind {
            Kind::WriteTheModel => {
                format!("{bad} {id}: your model fails for the right implementation")
            }
            _ => format!("{bad} {id}: an interleaving breaks it"),
        },
        Grade::Unmet { .. } => {
            format!("{bad} {id}: correct in every interleaving, but not what the task asks for")
        }
        Grade::Mispredicted(prediction, _) => format!("{bad} {id}: {}", differs(prediction)),
        Grade::Survived { survivors, killed } => {
            let all = survivors.len() + killed;
            let wrong = count(all as u64, "wrong implementation");
            format!("{bad} {id}: your model finds {killed} of {wrong}")
        }
        Grade::NothingChecked(_) => format!("{bad} {id}: not everything was checked"),
        Grade::NeverEnds => format!("{bad} {id} never ends"),
        Grade::NotFinished(_) => format!("{bad} {id}: too many executions to explore them all"),
        Grade::Panicked(_) => format!("{bad} {id}: it panics outside of a model"),
    }
}

/// A `todo!()` that was reached.
fn has_hole(checked: &Checked) -> bool {
    let failed = checked.recording.counterexample();
    failed.is_some_and(|(_, failure)| failure.message.contains("not yet implemented"))
}

pub fn verdicts(checked: &[Checked]) -> String {
    let lines = checked.iter().map(|one| {
        let (model, verdict) = (&one.recording.model, one.recording.verdict);
        format!("  {:9} {model} {verdict}\n", one.checker)
    });
    lines.collect()
}

fn kind(kind: Option<FailureKind>) -> String {
    kind.map_or("it passes".into(), |kind| format!("it fails: {kind}"))
}

/// `it fails: deadlock; 2 outcomes were missed`.
fn differs(prediction: &Prediction) -> String {
    let mut differs = vec![];
    if prediction.said != prediction.fails {
        differs.push(kind(prediction.fails));
    }
    match prediction.missed.len() {
        0 => {}
        1 => differs.push("an outcome was missed".into()),
        missed => differs.push(format!("{missed} outcomes were missed")),
    }
    match prediction.impossible.len() {
        0 => {}
        1 => differs.push("an outcome is impossible".into()),
        never => differs.push(format!("{never} outcomes are impossible")),
    }
    differs.join("; ")
}

fn mispredicted(desk: &Desk, prediction: &Prediction, checked: &Checked) -> String {
    let Prediction {
        said,
        fails,
        missed,
        impossible,
        ..
    } = prediction;
    let mut text = String::new();
    if said != fails {
        text += &format!(
            "  You predicted that {}, but {}.\n",
            kind(*said),
            kind(*fails)
        );
        if fails.is_some() {
            return format!("{text}\n{}", report(&checked.recording, &desk.style));
        }
    }
    for outcome in impossible {
        text += &format!("  {outcome} is impossible.\n");
    }
    for value in missed {
        text += &format!("  You missed {value}:\n");
        let mut outcomes = checked.recording.outcomes.iter();
        if let Some(outcome) = outcomes.find(|outcome| outcome.value == *value) {
            let lanes = swimlane(&checked.recording, outcome.execution, &desk.style);
            text += &format!("\n{lanes}\n");
        }
    }
    text
}

fn edited(files: &[String]) -> String {
    let each = files.iter().map(|file| {
        format!(
            "  {file} differs from the file that came with the workbook, so a verdict would not be about this exercise.\n  \
             Restore it: git checkout -- {file}\n"
        )
    });
    each.collect()
}

fn refused(desk: &Desk, exercise: &Exercise, found: &[Finding]) -> String {
    let file = desk.course.shown(&exercise.file);
    let mut lines = vec![];
    for Finding { line, text, .. } in found {
        lines.push(format!("  {file}:{line}:"));
        paragraph(&mut lines, "    ", &format!("{text}."), desk.style.width);
    }
    lines.join("\n") + "\n"
}

fn survived(survivors: &[String], killed: usize) -> String {
    let mut text = String::new();
    if killed > 0 {
        let wrong = count(killed as u64, "wrong implementation");
        text += &format!("  It passes with the right implementation and fails with {wrong}.\n");
    }
    text += "  It also passes where it should fail:\n";
    for survivor in survivors {
        text += &format!("    - {survivor}\n");
    }
    text
}

/// `04/keep-the-lock (fix, 5 min) in FILE`.
pub fn where_it_is(desk: &Desk, exercise: &Exercise) -> String {
    let (id, about) = (&exercise.id, &exercise.about);
    let file = desk.course.shown(&exercise.file);
    format!(
        "{id} ({}, {} min) in {file}",
        about.kind.name(),
        about.minutes
    )
}

fn next(desk: &Desk, exercise: &Exercise, grade: &Grade) -> String {
    let file = desk.course.shown(&exercise.file);
    match grade {
        Grade::Solved(_) => match desk.progress.next(desk.course) {
            Some(next) => format!(
                "Next: {}\nOne way to do this one: cargo workbook solution {}",
                where_it_is(desk, next),
                exercise.id
            ),
            None => "Every exercise is solved.".into(),
        },
        Grade::Edited(_) => {
            "The answer stays as it is. If you write exercises: cargo workbook verify --seal".into()
        }
        Grade::Fails(_) if exercise.about.kind == Kind::Diagnose => {
            format!(
                "Which line is to blame? Write its letter in {file} and check again.\nFor a hint: cargo workbook hint"
            )
        }
        _ => format!("Edit {file} and check again.\nFor a hint: cargo workbook hint"),
    }
}
