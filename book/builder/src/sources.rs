//! All that a page may show: it was run, or is compiled, or was measured.

use anyhow::{Context, bail, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use workbook_recording::{Recording, ScheduleGraph};

/// The clone.
#[derive(Clone, Debug)]
pub struct Sources {
    pub root: PathBuf,
}

/// A line: its number, from 1, and its text.
pub type Line = (usize, String);

impl Sources {
    /// A file of the clone.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(&self, file: &str) -> anyhow::Result<String> {
        ensure!(
            !Path::new(file).is_absolute() && !file.split('/').any(|part| part == ".."),
            "{file} lies outside of the clone"
        );
        fs::read_to_string(self.root.join(file)).with_context(|| format!("cannot read {file}"))
    }

    /// The folder of a lesson: `lessons/04-word-tally`.
    ///
    /// # Errors
    /// There is none of this number.
    pub fn lesson(&self, number: &str) -> anyhow::Result<String> {
        let entries = fs::read_dir(self.root.join("lessons")).context("cannot read lessons")?;
        for entry in entries {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.split('-').next() == Some(number) {
                return Ok(format!("lessons/{name}"));
            }
        }
        bail!("there is no lesson {number}")
    }

    fn recorded(&self, model: &str, ending: &str) -> anyhow::Result<String> {
        let (number, name) = model.split_once('/').context("a model is NN/name")?;
        let file = format!("{}/recordings/{name}{ending}", self.lesson(number)?);
        ensure!(
            !self.root.join(&file).with_extension("json.new").exists(),
            "{file}.new is pending: look at it, and take it or not"
        );
        self.read(&file)
    }

    /// What was recorded of a model. Its lines of source must be what they were.
    ///
    /// # Errors
    /// There is no recording, or it is stale.
    pub fn recording(&self, model: &str) -> anyhow::Result<Recording> {
        let text = self.recorded(model, ".json")?;
        let recording = Recording::from_json(&text).with_context(|| format!("of {model}"))?;
        for source in &recording.sources {
            let text = self.read(&source.file)?;
            let line = text
                .lines()
                .nth(source.line as usize - 1)
                .unwrap_or_default();
            ensure!(
                line.trim() == source.text,
                "{model} was recorded when {}:{} was `{}`; it is `{}` now: run the tests",
                source.file,
                source.line,
                source.text,
                line.trim()
            );
        }
        Ok(recording)
    }

    /// All schedules of a model.
    ///
    /// # Errors
    /// There is no graph of it.
    pub fn graph(&self, model: &str) -> anyhow::Result<ScheduleGraph> {
        let text = self.recorded(model, ".graph.json")?;
        ScheduleGraph::from_json(&text).with_context(|| format!("of {model}"))
    }

    /// What a test has seen a program, or the compiler, print: a snapshot of insta's, or a text that a
    /// test compares.
    ///
    /// # Errors
    /// It is neither, or a newer one is pending.
    pub fn snapshot(&self, file: &str) -> anyhow::Result<String> {
        if file.ends_with(".txt") {
            return Ok(self.read(file)?.trim_matches('\n').into());
        }
        let pending = format!("{file}.new");
        ensure!(
            !self.root.join(&pending).exists(),
            "{pending} is pending: look at it, and take it or not"
        );
        let text = self.read(file)?;
        let body = text
            .strip_prefix("---\n")
            .and_then(|text| text.split_once("\n---\n"));
        let (_, body) = body.with_context(|| format!("{file} is no snapshot"))?;
        Ok(body.trim_matches('\n').into())
    }

    /// The lines between `ANCHOR: name` and `ANCHOR_END: name`.
    ///
    /// # Errors
    /// The anchor is not there exactly once, or holds nothing.
    pub fn anchored(&self, file: &str, anchor: &str) -> anyhow::Result<Vec<Line>> {
        let text = self.read(file)?;
        let is = |line: &str, mark: &str| {
            line.split_once(mark)
                .is_some_and(|(_, name)| name.trim() == anchor)
        };
        let begins = text.lines().filter(|line| is(line, "ANCHOR:")).count();
        let ends = text.lines().filter(|line| is(line, "ANCHOR_END:")).count();
        ensure!(
            (begins, ends) == (1, 1),
            "{file} has {begins} beginnings and {ends} ends of the anchor {anchor}"
        );
        let lines = (1..).zip(text.lines().map(String::from));
        let within = lines.skip_while(|(_, line)| !is(line, "ANCHOR:")).skip(1);
        let within = within.take_while(|(_, line)| !is(line, "ANCHOR_END:"));
        let within: Vec<Line> = within.filter(|(_, line)| !is_anchor(line)).collect();
        ensure!(
            within.iter().any(|(_, line)| !line.trim().is_empty()),
            "the anchor {anchor} of {file} holds nothing"
        );
        Ok(within)
    }

    /// An item of a Rust file with what belongs above it: `fn tally`, `struct Shared`, `impl Drop for
    /// Guard`. The file is as rustfmt writes it.
    ///
    /// # Errors
    /// It is not there exactly once.
    pub fn item(&self, file: &str, item: &str) -> anyhow::Result<Vec<Line>> {
        let text = self.read(file)?;
        let lines: Vec<&str> = text.lines().collect();
        let begins = |line: &str| {
            let line = line.trim_start();
            let line = line
                .strip_prefix("pub(crate) ")
                .or(line.strip_prefix("pub "))
                .unwrap_or(line);
            let rest = line.strip_prefix(item);
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        };
        let found: Vec<usize> = (0..lines.len()).filter(|i| begins(lines[*i])).collect();
        let [here] = found[..] else {
            bail!("{file} has {} of `{item}`", found.len());
        };
        let indent = lines[here].len() - lines[here].trim_start().len();
        let closes = |line: &&str| {
            let at = line.len() - line.trim_start().len();
            at == indent && line.trim_start().starts_with(['}', ')']) && line.ends_with(['}', ';'])
        };
        let one_line = lines[here].ends_with(';') || lines[here].ends_with("{}");
        let end = match one_line {
            true => here,
            false => here + lines[here..].iter().position(closes).context("no end")?,
        };
        let above = lines[..here].iter().rev();
        let above = above.take_while(|line| {
            let line = line.trim_start();
            line.starts_with("///") || line.starts_with("#[") || line.starts_with("//")
        });
        let begin = here - above.count();
        let lines = (begin..=end).map(|i| (i + 1, lines[i].to_string()));
        Ok(lines.filter(|(_, line)| !is_anchor(line)).collect())
    }
}

fn is_anchor(line: &str) -> bool {
    line.contains("ANCHOR:") || line.contains("ANCHOR_END:")
}

/// Lines without what all of them are indented by.
pub fn dedent(lines: &[Line]) -> String {
    let indents = lines.iter().filter(|(_, line)| !line.trim().is_empty());
    let indents = indents.map(|(_, line)| line.len() - line.trim_start().len());
    let indent = indents.min().unwrap_or(0);
    let texts = lines
        .iter()
        .map(|(_, line)| line.get(indent..).unwrap_or_default());
    let text = texts.collect::<Vec<_>>().join("\n");
    // gofmt puts a blank line before the end of an anchor.
    text.trim_matches('\n').into()
}
