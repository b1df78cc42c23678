//! `play`: an answer, or a model, in the browser.
//!
//! The page is served by a program of its own, which runs this command again, with `--data`, at each save.

use crate::args::Checker;
use crate::check::{self, Graded};
use crate::command::explore::{self, How};
use crate::course::Exercise;
use crate::judge::Grade;
use crate::status::Status;
use crate::{Desk, Usage, cargo, files, grader, id, show};
use anyhow::Context;
use recording::Checked;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What is played.
enum What {
    Exercise(&'static Exercise),
    /// A model, by its id.
    Model(String),
}

impl What {
    fn of(desk: &Desk, typed: Option<&str>) -> anyhow::Result<What> {
        let Some(typed) = typed else {
            let next = desk.exercise(None)?;
            let why = "every exercise is solved: name an exercise, or a model as 04/lost-update";
            return next
                .map(What::Exercise)
                .ok_or_else(|| Usage(why.into()).into());
        };
        match id::exercise(desk.course, typed) {
            Ok(exercise) => Ok(What::Exercise(exercise)),
            // What is said of a name that is neither says what models there are.
            Err(_) => Ok(What::Model(id::model(desk.course, typed)?.1.to_string())),
        }
    }

    fn id(&self) -> &str {
        match self {
            What::Exercise(exercise) => &exercise.id,
            What::Model(id) => id,
        }
    }

    /// The files and folders whose edits change it.
    fn watched(&self, desk: &Desk) -> anyhow::Result<Vec<PathBuf>> {
        Ok(match self {
            What::Exercise(exercise) => vec![exercise.file.clone()],
            What::Model(model) => {
                let folder = &id::model(desk.course, model)?.0.folder;
                vec![folder.join("src"), folder.join("tests/models")]
            }
        })
    }
}

/// Serves the page until it is ended.
///
/// # Errors
/// There is no such exercise or model, or cargo cannot be run.
pub fn run(desk: &Desk, typed: Option<&str>, port: u16, open: bool) -> anyhow::Result<ExitCode> {
    let what = What::of(desk, typed)?;
    let root = &desk.course.root;
    let command = std::env::current_exe().context("cannot find this command")?;
    let mut cargo = cargo::command();
    cargo
        .args(["run", "--quiet", "--package", "workbook-play", "--"])
        .args([what.id(), "--port", &port.to_string()])
        .arg("--root")
        .arg(root)
        .arg("--command")
        .arg(command)
        .current_dir(root);
    for path in what.watched(desk)? {
        cargo.arg("--watch").arg(path);
    }
    if open {
        cargo.arg("--open");
    }
    cargo::run(cargo)
}

/// Checks it once, and writes what the page shows.
///
/// # Errors
/// It cannot be checked, or the file cannot be written.
pub fn check(desk: &Desk, typed: Option<&str>, file: &Path) -> anyhow::Result<ExitCode> {
    grader::draw();
    let what = What::of(desk, typed)?;
    let page = match &what {
        What::Exercise(exercise) => answer(desk, exercise)?,
        What::Model(model) => {
            let (lesson, model) = id::model(desk.course, model)?;
            let how = How {
                checker: Checker::Explorer,
                replay: None,
                json: None,
                step: false,
            };
            let found = explore::explored(desk, lesson, model, "explorer", &how)?;
            let said = found.recording.verdict.to_string();
            let is_good = found.recording.counterexample().is_none();
            page(model, &said, "", is_good, &[found])
        }
    };
    let text = page.to_string();
    files::replace(file, text.as_bytes()).context("cannot write what the page shows")?;
    Ok(ExitCode::SUCCESS)
}

/// What the page says of an answer, and what it lets the learner play.
fn answer(desk: &Desk, exercise: &Exercise) -> anyhow::Result<Value> {
    let status = Status::new(&format!("checking {}", exercise.id));
    let graded = check::check(desk.course, exercise, desk.limit, |line| status.show(line));
    drop(status);
    let Graded { grade, .. } = graded?;
    let told = show::grade::told(desk, exercise, &grade);
    let told = anstream::adapter::strip_str(&told).to_string();
    let id = &exercise.id;
    Ok(match grade {
        Grade::Fails(one) => page(id, "Your answer fails.", "", false, &[*one]),
        Grade::NotFinished(one) => page(
            id,
            "There is more to explore than the time allows.",
            &told,
            false,
            &[*one],
        ),
        Grade::Solved(all) => page(
            id,
            "Solved: your answer passes in every execution.",
            "",
            true,
            &all,
        ),
        Grade::Unmet { why, checked } => page(
            id,
            "Your answer passes, and is not yet what was asked for.",
            &why,
            false,
            &checked,
        ),
        Grade::Mispredicted(_, one) => page(id, "Your prediction is wrong.", &told, false, &[*one]),
        Grade::DoesNotCompile(errors) => {
            let errors = anstream::adapter::strip_str(&errors).to_string();
            page(id, "Your answer does not compile.", &errors, false, &[])
        }
        other => page(
            id,
            &format!("Your answer cannot be played: {}.", other.word()),
            &told,
            false,
            &[],
        ),
    })
}

/// As `workbook-play` reads it.
fn page(id: &str, said: &str, more: &str, is_good: bool, checked: &[Checked]) -> Value {
    // The explorer's has the graph; loom's says the same of a model that passes.
    let first = checked
        .iter()
        .filter(|one| one.checker == "explorer" || checked.len() == 1);
    let parts = first.map(|one| json!({ "recording": one.recording, "graph": one.graph }));
    json!({
        "id": id,
        "said": said,
        "more": more,
        "good": is_good,
        "parts": parts.collect::<Vec<_>>(),
    })
}
