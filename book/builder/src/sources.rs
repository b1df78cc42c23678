//! All that a page may show: it was run, or is compiled, or was measured.

use anyhow::{Context, bail, ensure};
use recording::{Recording, ScheduleGraph};
use std::fs;
use std::path::{Path, PathBuf};

/// In place of a lesson's number: the code of pages that belong to no lesson.
const PAGES: &str = "pages";

/// The clone.
#[derive(Clone, Debug)]
pub struct Sources {
    pub root: PathBuf,
}

/// A line: its number, from 1, and its text.
pub use workbook_play::listing::Line;

impl Sources {
    /// A file of the clone.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn read(&self, file: &str) -> anyhow::Result<String> {
        ensure!(
            !Path::new(file).is_absolute() && !file.split('/').any(|part| part == ".."),
            "{file} lies outside of the clone: name a file as seen from its root"
        );
        let path = self.root.join(file);
        ensure!(
            path.exists(),
            "there is no {file}: name a file as seen from the clone's root"
        );
        fs::read_to_string(path).with_context(|| format!("cannot read {file}"))
    }

    /// The names of the lessons' folders: `04-word-tally`.
    ///
    /// # Errors
    /// They cannot be listed.
    pub fn lessons(&self) -> anyhow::Result<Vec<String>> {
        let entries = fs::read_dir(self.root.join("lessons")).context("cannot read lessons")?;
        let mut found = vec![];
        for entry in entries {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.starts_with(|c: char| c.is_ascii_digit()) {
                found.push(name);
            }
        }
        found.sort();
        Ok(found)
    }

    /// The folder of a lesson, `lessons/04-word-tally`, or of what the other pages show, which has the name `pages`.
    ///
    /// # Errors
    /// There is none of this number.
    pub fn lesson(&self, number: &str) -> anyhow::Result<String> {
        if number == PAGES {
            return Ok(format!("book/{PAGES}"));
        }
        let lessons = self.lessons()?;
        let mut found = lessons
            .iter()
            .filter(|name| name.split('-').next() == Some(number));
        let found = found.next();
        let found = found.with_context(|| {
            format!(
                "there is no lesson {number:?}; there are: {}",
                lessons.join(", ")
            )
        })?;
        Ok(format!("lessons/{found}"))
    }

    /// A line of a file, from 1, without the room around it; empty if the file has none.
    fn line(&self, file: &str, number: usize) -> anyhow::Result<String> {
        let text = self.read(file)?;
        let line = text.lines().nth(number.saturating_sub(1));
        Ok(line.unwrap_or_default().trim().into())
    }

    /// No build has yet looked at a newer one.
    fn is_settled(&self, file: &str) -> anyhow::Result<()> {
        let pending = format!("{file}.new");
        ensure!(
            !self.root.join(&pending).exists(),
            "{pending} is pending: look at it, then rename it to {file} or delete it"
        );
        Ok(())
    }

    fn recorded(&self, model: &str, ending: &str) -> anyhow::Result<String> {
        let (number, name) = model.split_once('/').context("name a model as NN/NAME")?;
        let file = format!("{}/recordings/{name}{ending}", self.lesson(number)?);
        self.is_settled(&file)?;
        let text = self.read(&file);
        text.with_context(|| {
            format!("{model} is not recorded: a test that checks it says is_recorded()")
        })
    }

    /// What was recorded of a model. Its lines of source must be what they were.
    ///
    /// # Errors
    /// There is no recording, or it is stale.
    pub fn recording(&self, model: &str) -> anyhow::Result<Recording> {
        let text = self.recorded(model, ".json")?;
        let recording = Recording::from_json(&text).with_context(|| format!("of {model}"))?;
        self.is_fresh(&recording, &record(model))?;
        Ok(recording)
    }

    /// Whether the lines of a recording are what they were.
    ///
    /// # Errors
    /// One is not; what to do is said then.
    pub fn is_fresh(&self, recording: &Recording, anew: &str) -> anyhow::Result<()> {
        for source in &recording.sources {
            let line = self.line(&source.file, source.line as usize)?;
            ensure!(
                line == source.text,
                "the recording of {} is stale: {}:{} was `{}` and is `{line}`: {anew}",
                recording.model,
                source.file,
                source.line,
                source.text,
            );
        }
        Ok(())
    }

    /// All schedules of a model. A graph does not tell what its lines were: its model's recording does.
    ///
    /// # Errors
    /// There is no graph of it, or it is stale.
    pub fn graph(&self, model: &str) -> anyhow::Result<ScheduleGraph> {
        let text = self.recorded(model, ".graph.json")?;
        let graph = ScheduleGraph::from_json(&text).with_context(|| format!("of {model}"))?;
        let (number, name) = model.split_once('/').context("name a model as NN/NAME")?;
        let recording = format!("{}/recordings/{name}.json", self.lesson(number)?);
        if self.root.join(recording).exists() {
            self.recording(model)?;
        }
        for [file, line] in &graph.sources {
            let file = graph.files.get(*file).context("no such file")?;
            let code = self.line(file, *line)?;
            ensure!(
                !code.is_empty() && !code.starts_with("//"),
                "the graph of {model} is stale: no code is at {file}:{line}: {}",
                record(model)
            );
        }
        Ok(graph)
    }

    /// What a test has seen a program, or the compiler, print: a snapshot of insta's, or a text that a
    /// test compares.
    ///
    /// # Errors
    /// It is neither, or a newer one is pending.
    pub fn snapshot(&self, file: &str) -> anyhow::Result<String> {
        if file.ends_with(".txt") {
            let text = self.read(file).with_context(|| taken(file))?;
            return Ok(text.trim_matches('\n').into());
        }
        self.is_settled(file)?;
        let text = self.read(file).with_context(|| taken(file))?;
        let body = text
            .strip_prefix("---\n")
            .and_then(|text| text.split_once("\n---\n"));
        let (_, body) = body.with_context(|| {
            format!(
                "{file} is no snapshot of insta's, which begins with a head between lines of ---"
            )
        })?;
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
        if (begins, ends) != (1, 1) {
            let there = text.lines().filter_map(|line| line.split_once("ANCHOR:"));
            let there: Vec<&str> = there.map(|(_, name)| name.trim()).collect();
            let there = match there.is_empty() {
                true => "it has no other".into(),
                false => format!("it has {}", there.join(", ")),
            };
            bail!(
                "{file} has `ANCHOR: {anchor}` {begins} times and `ANCHOR_END: {anchor}` {ends} times: \
                 put each once around the lines to show; {there}"
            );
        }
        let lines = (1..).zip(text.lines().map(String::from));
        let within = lines.skip_while(|(_, line)| !is(line, "ANCHOR:")).skip(1);
        let within = within.take_while(|(_, line)| !is(line, "ANCHOR_END:"));
        let within: Vec<Line> = within.filter(|(_, line)| !is_anchor(line)).collect();
        ensure!(
            within.iter().any(|(_, line)| !line.trim().is_empty()),
            "the anchor {anchor} of {file} holds nothing: put its two marks around the lines to show"
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
            bail!(
                "{file} has `{item}` {} times: name an item as it begins there, as in `fn start`; \
                 put an anchor around what begins so more than once",
                found.len()
            );
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

/// What to do about a recording that is stale.
fn record(model: &str) -> String {
    let package = match model.split('/').next().unwrap_or_default() {
        PAGES => PAGES.into(),
        number => format!("lesson-{number}"),
    };
    format!("record it again, with INSTA_UPDATE=always cargo test --package {package}")
}

/// What to do if a snapshot is missing.
fn taken(file: &str) -> String {
    format!("no test has taken {file}: correct its name, or run the test with INSTA_UPDATE=always")
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
