//! The table: printed, and written to `book/measurements/tools.json`.

use crate::cell::{Cell, Row, TOOLS, Verdict};
use crate::{run, traps};
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What the file holds.
#[derive(Debug, Deserialize, Serialize)]
struct File {
    machine: Machine,
    versions: BTreeMap<String, String>,
    /// How often a model ran on real threads, at most.
    runs: u64,
    /// How often a Go program ran, at most.
    go_runs: u64,
    rows: Vec<Row>,
}

#[derive(Debug, Deserialize, Serialize)]
struct Machine {
    cpu: String,
    cores: usize,
    os: String,
}

/// A row for a person.
pub fn line(row: &Row) -> String {
    let cells = TOOLS.map(|tool| format!("{tool} {}", shown(&row.cells[tool])));
    format!("{:<28} {}", row.trap, cells.join("  "))
}

fn shown(cell: &Cell) -> String {
    match (cell.verdict, cell.times, cell.of) {
        (_, Some(times), Some(of)) => format!("{times}/{of}"),
        (Verdict::Found, ..) => "yes".into(),
        (Verdict::Partly, ..) => "partly".into(),
        (Verdict::Missed, ..) => "no".into(),
        (Verdict::Inapplicable, ..) => "–".into(),
    }
}

/// Writes the table, whole or not at all. Rows that are not among `rows` stay as they were.
pub fn write(root: &Path, go: &str, [runs, go_runs]: [u64; 2], rows: Vec<Row>) -> Result<()> {
    let path = root.join("book/measurements/tools.json");
    let mut all: BTreeMap<String, Row> = BTreeMap::new();
    if let Ok(text) = fs::read_to_string(&path) {
        let old: File = serde_json::from_str(&text).with_context(|| path.display().to_string())?;
        all.extend(old.rows.into_iter().map(|row| (row.trap.clone(), row)));
    }
    all.extend(rows.into_iter().map(|row| (row.trap.clone(), row)));
    let traps = traps::find(root)?;
    all.retain(|id, _| traps.iter().any(|trap| &trap.id == id));
    let file = File {
        machine: machine(),
        versions: versions(root, go)?,
        runs,
        go_runs,
        rows: all.into_values().collect(),
    };
    let text = serde_json::to_string_pretty(&file)? + "\n";
    lesson_files::replace(&path, text.as_bytes())
        .with_context(|| format!("cannot write {}", path.display()))?;
    println!("written: {}", path.display());
    Ok(())
}

/// The versions of the tools.
fn versions(root: &Path, go: &str) -> Result<BTreeMap<String, String>> {
    let lock = fs::read_to_string(root.join("Cargo.lock"))?;
    let lock: toml::Table = toml::from_str(&lock)?;
    let packages = lock["package"].as_array().context("Cargo.lock")?;
    let newest = |name: &str| {
        let named = packages
            .iter()
            .filter(|one| one["name"].as_str() == Some(name));
        let version = named.filter_map(|one| one["version"].as_str()).max();
        version.unwrap_or_default().to_string()
    };
    let rustc = run::output(Command::new("rustc").arg("--version"))?;
    let clippy = run::output(Command::new(env!("CARGO")).args(["clippy", "--version"]))?;
    let second = |said: &str| {
        said.split(' ')
            .nth(1)
            .unwrap_or_default()
            .trim()
            .to_string()
    };
    Ok(BTreeMap::from([
        ("rustc".into(), second(&rustc)),
        ("clippy".into(), second(&clippy)),
        (
            "go".into(),
            go.split(' ').nth(2).unwrap_or(go).replace("go", ""),
        ),
        ("parking_lot".into(), newest("parking_lot")),
        ("loom".into(), newest("loom")),
        ("explorer".into(), newest("explorer")),
    ]))
}

fn machine() -> Machine {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info
        .lines()
        .find_map(|line| line.strip_prefix("model name")?.split_once(": "))
        .map_or("unknown", |(_, model)| model);
    Machine {
        cpu: model.into(),
        cores: std::thread::available_parallelism().map_or(1, usize::from),
        os: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
    }
}
