//! What rustc and clippy say about a bug.

use crate::cell::{Cell, Verdict};
use crate::run;
use crate::traps::{Known, Trap};
use anyhow::{Result, ensure};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// What rustc reports. Every bug that is not refused compiles, because the tests of this package contain it.
pub fn rustc(root: &Path, known: &Known, trap: &Trap) -> Result<Cell> {
    let named = |traps: &[String]| traps.contains(&trap.id);
    let Some(form) = known.refused.iter().find(|form| named(&form.traps)) else {
        return Ok(Cell::once(Verdict::Missed, None));
    };
    let folder = tempfile::tempdir()?;
    let ended = run::limited(
        Command::new("rustc")
            .args(["--edition=2024", "--emit=metadata", "--color=never"])
            .arg("--out-dir")
            .arg(folder.path())
            .arg(root.join(&form.file)),
        std::time::Duration::from_secs(60),
    )?;
    let wanted = format!("error[{}]", form.code);
    let error = ended.said.lines().find(|line| line.starts_with("error["));
    ensure!(
        error.is_some_and(|error| error.starts_with(&wanted)),
        "rustc does not refuse {} with {wanted}:\n{}",
        form.file.display(),
        ended.said
    );
    let error = error.unwrap_or_default().replacen("error", "", 1);
    let error = error.trim_start_matches('[').replacen("]", "", 1);
    Ok(match &form.instead {
        None => Cell::once(Verdict::Found, Some(error)),
        Some(instead) => {
            let says = format!("{error}. The bug that compiles uses {instead}.");
            Cell::once(Verdict::Partly, Some(says))
        }
    })
}

/// What clippy's default lints report of each bug's file: the lints, by the file's path.
pub fn clippy(root: &Path, traps: &[Trap]) -> Result<BTreeMap<String, Vec<String>>> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["clippy", "--quiet", "--message-format=json"]);
    let mut lessons: Vec<_> = traps.iter().map(Trap::lesson).collect();
    lessons.dedup();
    for lesson in lessons {
        command.args(["--package", &format!("lesson-{lesson}")]);
    }
    let said = run::output(command.current_dir(root))?;
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in said.lines() {
        let line: serde_json::Value = serde_json::from_str(line)?;
        let message = &line["message"];
        let lint = message["code"]["code"].as_str().unwrap_or("a warning");
        for span in message["spans"].as_array().into_iter().flatten() {
            let file = span["file_name"].as_str().unwrap_or_default();
            found.entry(file.into()).or_default().push(lint.into());
        }
    }
    Ok(found)
}

/// The cell for it.
pub fn linted(found: &BTreeMap<String, Vec<String>>, trap: &Trap) -> Cell {
    let file = format!("src/traps/{}.rs", trap.name);
    let lesson = format!("lessons/{}-", trap.lesson());
    let mut lints = found
        .iter()
        .filter(|(path, _)| path.starts_with(&lesson) && path.ends_with(&file))
        .flat_map(|(_, lints)| lints);
    match lints.next() {
        Some(lint) => Cell::once(Verdict::Found, Some(lint.clone())),
        None => Cell::once(Verdict::Missed, None),
    }
}
