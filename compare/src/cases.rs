//! What to compare: each lesson's `compare.toml`.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A lesson's cases.
#[derive(Debug)]
pub struct Lesson {
    /// `01`.
    pub number: String,
    /// `lessons/01-echo-timeout`, from the root.
    pub folder: String,
    pub cases: Vec<Case>,
}

/// One thing that several programs do.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub name: String,
    /// Commands by name. `{rust}`, `{go}`, `{go-NAME}` for `go/peer-NAME` and `{corpus}` stand for
    /// paths; a command that is not installed is left out, and said so. The command named `rust` is
    /// ours.
    ///
    /// A command's first word may be `sh`: then the second is a script.
    pub commands: BTreeMap<String, Vec<String>>,
    /// A file of the corpus that each command reads on standard input.
    pub input: Option<String>,
    /// How much work a run is, in megabytes of 1,000,000 bytes, for the rates.
    pub megabytes: Option<f64>,
    /// How many times as fast as a command ours should be at least.
    #[serde(default)]
    pub targets: BTreeMap<String, f64>,
    /// Run before each command and not timed: to remove what the one before left.
    pub before: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

/// Reads every lesson's cases, in order of number.
pub fn read(root: &Path) -> Result<Vec<Lesson>> {
    let mut lessons = vec![];
    for entry in fs::read_dir(root.join("lessons")).context("cannot list lessons/")? {
        let entry = entry?;
        let path = entry.path().join("compare.toml");
        if !path.exists() {
            continue;
        }
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let file: File = toml::from_str(&text).with_context(|| format!("in {}", path.display()))?;
        let slug = entry.file_name().to_string_lossy().into_owned();
        lessons.push(Lesson {
            number: slug.chars().take(2).collect(),
            folder: format!("lessons/{slug}"),
            cases: file.case,
        });
    }
    lessons.sort_by(|a, b| a.number.cmp(&b.number));
    Ok(lessons)
}
