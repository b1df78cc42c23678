//! What the page shows, as `workbook-play` reads it.

use super::what::{Found, What};
use crate::course::{Exercise, Kind};
use crate::judge::Grade;
use crate::{Desk, show};
use recording::Checked;
use serde_json::{Value, json};

/// The page of what was found.
pub fn page(desk: &Desk, what: What, found: &Found) -> Value {
    let (said, more, is_good) = match found {
        Found::Answer(exercise, graded) => answer(desk, exercise, &graded.grade),
        // The verdicts say it.
        Found::Model(_) => (String::new(), String::new(), true),
    };
    json!({
        "id": what.id(),
        "file": what.shown(desk.course),
        "said": said,
        "more": plain(&more),
        "good": is_good,
        "answer": matches!(found, Found::Answer(..)),
        "parts": parts(found.checked()),
    })
}

/// The page of what could not be checked.
pub fn error(desk: &Desk, what: What, error: &anyhow::Error) -> Value {
    json!({
        "id": what.id(),
        "file": what.shown(desk.course),
        "said": format!("{} cannot be checked.", what.id()),
        "more": plain(&format!("{error:#}")),
        "good": false,
        "answer": false,
        "parts": [],
    })
}

/// Text of a terminal without its colors.
fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

/// What there is to say of an answer: in a sentence, in more of them, and whether it is good.
fn answer(desk: &Desk, exercise: &Exercise, grade: &Grade) -> (String, String, bool) {
    let told = || show::grade::told(desk, exercise, grade);
    let (said, more) = match grade {
        Grade::Solved(_) => (
            "Solved: your answer passes in every execution.",
            String::new(),
        ),
        Grade::Fails(_) if exercise.about.kind == Kind::Diagnose => {
            ("The program fails. Which line is to blame?", String::new())
        }
        Grade::Fails(_) => ("Your answer fails.", String::new()),
        Grade::NotFinished(_) => (
            "The checker was stopped by its limit: there is more to explore.",
            String::new(),
        ),
        Grade::Unmet { why, .. } => (
            "Your answer passes, and is not yet what was asked for.",
            why.clone(),
        ),
        Grade::Mispredicted(..) => ("Your prediction is wrong.", told()),
        Grade::Misdiagnosed(line, found) => {
            let said = match **found {
                Grade::Fails(_) => format!("With line {line} changed, the program still fails."),
                _ => format!("Line {line} is not to blame."),
            };
            return (said, told(), false);
        }
        Grade::OwnModel(_) => ("The code is right, but your model is not yet.", told()),
        Grade::DoesNotCompile(errors) => ("Your answer does not compile.", errors.clone()),
        Grade::NeverEnds => ("Your answer never ends.", told()),
        other => {
            let said = format!("There is nothing to play: {}.", other.word());
            return (said, told(), false);
        }
    };
    (said.into(), more, matches!(grade, Grade::Solved(_)))
}

/// For each check of a model, what every checker says of it.
fn parts(checked: &[Checked]) -> Value {
    let mut parts: Vec<(&str, &str, Vec<&Checked>)> = vec![];
    for one in checked {
        let model = &*one.recording.model;
        let test = one.test.as_deref().unwrap_or_default();
        let test = test.rsplit("::").next().unwrap_or_default();
        let found = parts
            .iter_mut()
            .find(|part| (part.0, part.1) == (model, test));
        match found {
            Some(part) => part.2.push(one),
            None => parts.push((model, test, vec![one])),
        }
    }
    let models: Vec<&str> = parts.iter().map(|part| part.0).collect();
    let parts = parts.into_iter().map(|(model, test, checked)| {
        // A model that several tests check is told by them.
        let is_only = models.iter().filter(|one| **one == model).count() == 1;
        let checked = checked.into_iter().map(|one| {
            json!({
                "checker": one.checker,
                "recording": one.recording,
                "graph": one.graph,
                "limits": one.limits,
            })
        });
        json!({
            "model": model,
            "test": (!is_only).then_some(test),
            "checked": checked.collect::<Vec<_>>(),
        })
    });
    parts.collect()
}
