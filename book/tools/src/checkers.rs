//! What loom and the explorer report: a run of the lessons' own tests.

use crate::cell::{Cell, Verdict};
use crate::traps::Trap;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// What a checker says of each model: whether it fails, and how.
pub type Said = BTreeMap<String, (bool, String)>;

/// Runs the models of all bugs under `loom` or `explorer`.
pub fn run(root: &Path, checker: &str, traps: &[Trap]) -> Result<Said> {
    let mut command = Command::new(env!("CARGO"));
    command.args(["test", "--quiet", "--test", checker]);
    let mut lessons: Vec<_> = traps.iter().map(Trap::lesson).collect();
    lessons.dedup();
    for lesson in lessons {
        command.args(["--package", &format!("lesson-{lesson}")]);
    }
    command.args(["--", "--nocapture", "--test-threads=1"]);
    command.args(traps.iter().map(|trap| &trap.name));
    let output = command.current_dir(root).output();
    let output = output.context("cannot start cargo")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{checker} fails:\n{said}{errors}");
    Ok(said
        .lines()
        .chain(errors.lines())
        .filter_map(verdict)
        .collect())
}

/// `✗ 04/lost-update   fails: assertion, with 1 preemption  0.00 s`, perhaps behind a dot.
fn verdict(line: &str) -> Option<(String, (bool, String))> {
    let rest = line.trim_start_matches('.').strip_suffix(" s")?;
    let fails = rest.starts_with('✗');
    let rest = rest.strip_prefix(['✗', '✓'])?.trim_start();
    let (id, rest) = rest.split_once(char::is_whitespace)?;
    let (how, _seconds) = rest.trim().rsplit_once(char::is_whitespace)?;
    let (_, how) = how.split_once(": ")?;
    Some((id.into(), (fails, how.trim().into())))
}

/// The cell for it.
pub fn cell(said: &Said, trap: &Trap) -> Result<Cell> {
    let said = said.get(&trap.id);
    let (fails, how) = said.with_context(|| format!("{} was not checked", trap.id))?;
    let verdict = if *fails {
        Verdict::Found
    } else {
        Verdict::Missed
    };
    Ok(Cell::once(verdict, Some(how.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_are_read_behind_the_dots_of_the_test_runner() {
        let line = ".✗ 04/lost-update            fails: assertion, with 1 preemption  0.00 s";
        let (id, (fails, how)) = verdict(line).unwrap();
        assert_eq!((id.as_str(), fails), ("04/lost-update", true));
        assert_eq!(how, "assertion, with 1 preemption");
        let line = "✓ 04/guard-across-io   passes: holds in all 9 executions  0.00 s";
        let (_, (fails, how)) = verdict(line).unwrap();
        assert!(!fails);
        assert_eq!(how, "holds in all 9 executions");
    }
}
