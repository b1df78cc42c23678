//! `explore`: a lesson's model or trap, as a checker sees it.

use crate::args::Checker;
use crate::cargo::{self, Built};
use crate::course::{Course, Lesson};
use crate::status::Status;
use crate::{Desk, Usage, files, grader, id, show};
use anyhow::{Context, bail};
use lesson_program::words;
use recording::protocol::{MODEL, REPLAY};
use recording::{Checked, Told};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

/// A search ends by itself, after a minute unless its model says otherwise (`settings.rs` of `checker`).
const LIMIT: Duration = Duration::from_secs(150);

/// What was asked for.
#[derive(Debug)]
pub struct How {
    pub checker: Checker,
    pub replay: Option<String>,
    pub json: Option<PathBuf>,
    pub step: bool,
}

/// # Errors
/// The model is unknown, no test checks it, or it cannot be compiled or run.
pub fn run(desk: &Desk, typed: &str, how: &How) -> anyhow::Result<ExitCode> {
    let (lesson, model) = id::model(desk.course, typed)?;
    let checkers: &[&str] = match how.checker {
        Checker::Loom => &["loom"],
        Checker::Explorer => &["explorer"],
        Checker::Both => &["loom", "explorer"],
    };
    let mut found = vec![];
    for checker in checkers {
        let status = Status::new(&format!("exploring {model}"));
        let replay = how.replay.as_deref();
        let one = explored(desk.course, lesson, model, checker, replay, &status)?;
        found.push(one.with_context(|| {
            format!("{checker} does not check {model}: try `--checker both`, or the other one")
        })?);
    }
    if let Some(path) = &how.json {
        let json = found.iter().map(|one| one.recording.to_json());
        write(desk, path, &json.collect::<String>())?;
        return Ok(ExitCode::SUCCESS);
    }
    if how.step {
        return step(desk, &found[0]);
    }
    for one in &found {
        let text = show::explored::screen(desk, one, how.replay.as_deref());
        desk.screen.print(&text)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What a checker finds; nothing if it does not check this model.
///
/// # Errors
/// The model cannot be compiled or run, or has no such schedule.
pub fn explored(
    course: &Course,
    lesson: &Lesson,
    model: &str,
    checker: &str,
    schedule: Option<&str>,
    status: &Status,
) -> anyhow::Result<Option<Checked>> {
    let crate_name = format!("lesson-{}", lesson.number);
    let selected = ["--package", &crate_name, "--test", checker];
    let built = cargo::build(course, &selected, checker, &[], |line| {
        status.show(line);
    })?;
    let executable = match built {
        Built::Executable(executable) => executable,
        Built::Refused(errors) => bail!(
            "the models of lesson {} do not compile:\n{errors}",
            lesson.number
        ),
    };
    let replay = schedule.map(whole);
    let replay = replay.map(|schedule| format!("{model}:{schedule}"));
    let mut variables = vec![(MODEL, model)];
    variables.extend(replay.as_ref().map(|replay| (REPLAY, replay.as_str())));
    let ran = grader::run(&executable, &lesson.folder, "", &variables, LIMIT, |line| {
        status.show(line)
    })?;
    let found = ran.told.into_iter().find_map(|told| match told {
        Told::Checked(one) if one.recording.model == model => Some(*one),
        _ => None,
    });
    if found.is_none()
        && let Some(schedule) = schedule
    {
        let said = ran.ended.output.iter();
        let mut said = said.filter(|line| line.contains("schedule") && line.contains(model));
        let why = said.next().map_or("it fits no execution", |line| {
            line.split_once("of the model: ")
                .map_or(line, |(_, why)| why)
        });
        let schedule = words::tame(schedule);
        return Err(Usage(format!("{schedule} is no schedule of {model}: {why}")).into());
    }
    Ok(found)
}

/// A file that has the schedule is found from the lesson's folder too.
fn whole(schedule: &str) -> String {
    let path = schedule
        .ends_with(".replay")
        .then(|| std::path::absolute(schedule).ok());
    let path = path
        .flatten()
        .and_then(|path| path.to_str().map(String::from));
    path.unwrap_or_else(|| schedule.into())
}

fn write(desk: &Desk, path: &Path, json: &str) -> anyhow::Result<()> {
    if path.as_os_str() == "-" {
        return desk.screen.print(json);
    }
    files::replace(path, json.as_bytes())
        .with_context(|| format!("cannot write {}", words::show(path)))
}

/// Starts the player, which is a program of its own.
fn step(desk: &Desk, found: &Checked) -> anyhow::Result<ExitCode> {
    let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
    let path = folder.path().join("recording.json");
    fs::write(&path, found.recording.to_json()).context("cannot write the recording")?;
    let mut cargo = cargo::command();
    cargo
        .args(["run", "--quiet", "--package", "workbook-step", "--"])
        .arg(&path)
        .arg("--root")
        .arg(&desk.course.root)
        .current_dir(&desk.course.root);
    if desk.style.ascii {
        cargo.arg("--ascii");
    }
    cargo::run(cargo)
}
