//! A lesson's models on real threads: how often a bug shows, and whether parking_lot reports it.

use crate::cell::Cell;
use crate::run::{self, limited};
use crate::traps::Trap;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use workbook_tools::threads::model::{RUNS, SAID, Said, WHICH};

/// The programs of the models, by lesson.
pub type Programs = BTreeMap<String, PathBuf>;

/// How often a bug may hang. Each time costs two seconds.
const HANGS: u64 = 10;
/// For how long one program may run.
const LIMIT: Duration = Duration::from_secs(600);

/// Builds the models, with parking_lot's deadlock detection or without.
pub fn build(root: &Path, deadlocks: bool, debug: bool) -> Result<Programs> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["test", "--no-run", "--message-format=json"]);
    if !debug {
        command.arg("--release");
    }
    command.args([
        "--package",
        "workbook-tools",
        "--test",
        "lesson_*",
        "--quiet",
    ]);
    if deadlocks {
        command.args(["--features", "deadlocks"]);
    }
    let said = run::output(command.current_dir(root))?;
    let mut programs = Programs::new();
    for line in said.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let name = line["target"]["name"].as_str().unwrap_or_default();
        if let (Some(lesson), Some(path)) =
            (name.strip_prefix("lesson_"), line["executable"].as_str())
        {
            programs.insert(lesson.into(), path.into());
        }
    }
    Ok(programs)
}

/// Runs a bug's model until it hangs, at most `runs` times.
fn once(programs: &Programs, trap: &Trap, runs: u64) -> Result<Said> {
    let program = programs.get(trap.lesson());
    let program = program.with_context(|| format!("{} has no models", trap.lesson()))?;
    let list = run::output(Command::new(program).args(["--list", "--format=terse"]))?;
    let tests = list.lines().filter_map(|line| line.strip_suffix(": test"));
    let wanted = |test: &&str| {
        let (_, name) = test.rsplit_once("::").unwrap_or(("", test));
        name == trap.name || name.starts_with(&format!("{}_equals", trap.name))
    };
    let mut tests = tests.filter(wanted);
    let test = tests.next();
    let test = test.with_context(|| format!("no test runs {}", trap.id))?;
    let mut command = Command::new(program);
    command.args(["--exact", test, "--nocapture"]);
    command.env(WHICH, &trap.id).env(RUNS, runs.to_string());
    let ended = limited(&mut command, LIMIT)?;
    let said = ended.said.lines().find_map(|line| line.strip_prefix(SAID));
    let said = said.with_context(|| format!("{} says nothing:\n{}", trap.id, ended.said))?;
    Ok(serde_json::from_str(said)?)
}

/// How often the bug shows in `runs` runs, or in fewer if most of them hang.
pub fn plain(programs: &Programs, trap: &Trap, runs: u64) -> Result<Cell> {
    let (mut done, mut wrong, mut hangs) = (0, 0, 0);
    let mut message = None;
    while done < runs && hangs < HANGS.min(runs) {
        let said = once(programs, trap, runs - done)?;
        done += said.runs;
        wrong += said.wrong;
        hangs += u64::from(said.hung);
        message = message.or(said.message);
    }
    let message = message.map(|message| message.lines().next().unwrap_or_default().to_string());
    let says = match (wrong, hangs) {
        (0, 0) => None,
        (0, _) => message
            .map_or("hangs".into(), |m| format!("hangs, after: {m}"))
            .into(),
        _ => message,
    };
    Ok(Cell::counted(wrong + hangs, done, says))
}

/// Whether parking_lot reports a deadlock in the first run that hangs.
pub fn parking_lot(programs: &Programs, trap: &Trap, runs: u64) -> Result<Cell> {
    let said = once(programs, trap, runs)?;
    let reported = said.deadlock == Some(true);
    let says = match (said.hung, reported) {
        (false, _) => format!("no hang in {} runs", said.runs),
        (true, true) => format!(
            "reported in the first run that hung, after {} runs",
            said.runs
        ),
        (true, false) => format!("hung in run {}, and nothing was reported", said.runs),
    };
    let verdict = match reported {
        true => crate::cell::Verdict::Found,
        false => crate::cell::Verdict::Missed,
    };
    Ok(Cell::once(verdict, Some(says)))
}
