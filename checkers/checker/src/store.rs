//! Recordings on disk: compared with what the model does now, as snapshots are.

use crate::package;
use crate::report::Report;
use recording::{Recording, Verdict};
use std::path::Path;

/// Set to `always`, tests write recordings instead of comparing them; insta's own variable.
const UPDATE: &str = "INSTA_UPDATE";
/// A model of more schedules than that has a larger graph.
const MOST_SCHEDULES: u64 = 500;

/// In bytes of JSON: larger ones are not kept.
const LARGEST_GRAPH: usize = 40_000;

impl Report {
    /// Compares the recording with `recordings/NAME.json` of the package whose test this is, and
    /// writes it if there is none yet. `WORKBOOK_RECORDINGS` names another folder.
    ///
    /// The explorer leaves loom's recording alone: it compares outcomes, or the kind of the failure,
    /// with those that loom found where that explored everything too. And it compares the graph of
    /// all schedules, failing ones too, if it has no more than 40 KB, with `recordings/NAME.graph.json`.
    ///
    /// # Panics
    /// If it differs: then `NAME.json.new` stands beside, and the message says how to take it.
    #[track_caller]
    pub fn is_recorded(&self) -> &Self {
        if self.unchecked {
            return self;
        }
        let path = package::recording(&self.recording.model);
        if !self.side.is_reference {
            self.agrees_with(&path);
            self.is_drawn(&path);
            return self;
        }
        same(&path, &self.recording.to_json());
        self
    }
}

/// Compares what a file shows with what it should show now; writes it if there is none yet.
#[track_caller]
fn same(path: &Path, now: &str) {
    let before = std::fs::read_to_string(path).ok();
    if before.as_deref() == Some(now) {
        return;
    }
    let take = std::env::var(UPDATE).is_ok_and(|how| how == "always");
    let in_ci = std::env::var_os("CI").is_some();
    if take || (before.is_none() && !in_ci) {
        return write(path, now);
    }
    let new = path.with_extension("json.new");
    write(&new, now);
    let differs = match before {
        Some(_) => "does not match what the model does now",
        None => "is missing",
    };
    panic!(
        "{} {differs}. Check {} and, if it is right, run the tests with {UPDATE}=always (or \
         `just snapshots`)",
        path.display(),
        new.display()
    );
}

impl Report {
    /// Says why the outcomes may differ from those that loom reaches: a gap of loom's, or weak
    /// memory. Only the explorer compares.
    pub fn differs(mut self, why: &'static str) -> Self {
        self.differs = Some(why);
        self
    }

    /// Compares the graph of all schedules with `NAME.graph.json`, if it is small enough to keep, and
    /// its ends with what the search found.
    #[track_caller]
    fn is_drawn(&self, path: &Path) {
        match self.verdict() {
            Verdict::HoldsInAll {
                schedules: ..=MOST_SCHEDULES,
                preemptions: None,
            }
            | Verdict::Fails { .. } => {}
            _ => return,
        }
        let Some(graph) = self.graph() else { return };
        let model = &self.recording.model;
        if let Verdict::Fails { kind, .. } = self.verdict() {
            let kind = kind.to_string();
            assert!(
                graph.kinds.contains(&kind),
                "{model}: its graph has no {kind}"
            );
        } else if !self.recording.outcomes.is_empty() {
            let mut found = self.outcomes();
            found.sort_unstable();
            assert_eq!(
                graph.returned(),
                found,
                "{model}: the outcomes of the graph differ from those of the search"
            );
        }
        let graph = graph.to_json();
        if graph.len() <= LARGEST_GRAPH {
            same(&path.with_extension("graph.json"), &graph);
        } else {
            println!("  {model}: its graph has {} bytes", graph.len());
        }
    }

    /// Compares what the explorer found with what loom found and the recording shows.
    #[track_caller]
    fn agrees_with(&self, path: &Path) {
        let Ok(text) = std::fs::read_to_string(path) else {
            return;
        };
        let loom = Recording::from_json(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let model = &self.recording.model;
        match (loom.verdict, self.verdict()) {
            // Loom explored everything too.
            (
                Verdict::Holds {
                    preemptions: None, ..
                },
                _,
            ) if self.differs.is_none() => {
                let mut theirs: Vec<&str> = loom
                    .outcomes
                    .iter()
                    .map(|outcome| outcome.value.as_str())
                    .collect();
                let mut ours = self.outcomes();
                theirs.sort_unstable();
                ours.sort_unstable();
                assert_eq!(
                    ours, theirs,
                    "{model}: the outcomes of the explorer differ from those of loom"
                );
            }
            (Verdict::Fails { kind: theirs, .. }, Verdict::Fails { kind: ours, .. }) => {
                assert_eq!(
                    ours, theirs,
                    "{model}: the failure found by the explorer differs from that found by loom"
                );
            }
            (Verdict::Fails { .. }, verdict) if self.differs.is_none() => {
                panic!("{model} fails under loom, but under the explorer it {verdict}");
            }
            _ => {}
        }
    }
}

/// Written whole or not at all: an interrupted run leaves what was there.
#[track_caller]
fn write(path: &Path, text: &str) {
    let folder = path.parent().expect("it has a folder");
    std::fs::create_dir_all(folder)
        .and_then(|()| lesson_files::replace(path, text.as_bytes()))
        .unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
}
