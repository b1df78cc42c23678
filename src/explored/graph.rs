//! The graph of all schedules of a model.

use super::search::{Model, Searcher};
use crate::model::check::Settings;
use crate::model::names::Names;
use crate::model::recorder;
use crate::model::sources::Sources;
use crate::recording::{SCHEMA, ScheduleGraph};
use explorer::{Edge, End, Finish, Mode};
use std::collections::BTreeMap;
use std::time::Instant;

/// A model that takes more has a graph that nobody would look at, and of more than 40 KB.
const MOST_RUNS: u64 = 6_000;

/// Draws the graph; `None` if it is too large. On this OS thread, which is used for nothing else.
pub(super) fn draw(id: &str, settings: Settings, model: Model) -> Option<ScheduleGraph> {
    let searcher = Searcher {
        settings,
        model,
        deadline: Instant::now() + settings.limit,
    };
    let mut names = BTreeMap::new();
    let mut sources = Sources::default();
    let mode = Mode::Graph { preemptions: None };
    let (pass, graph) = searcher.run(mode, false, MOST_RUNS, &mut || {
        recorder::with_log(|log| {
            if log
                .threads
                .iter()
                .any(|thread| !names.contains_key(&thread.path))
            {
                let found = Names::of(log, &mut sources).threads;
                for (thread, name) in log.threads.iter().zip(found) {
                    names.entry(thread.path).or_insert(name);
                }
            }
        });
    });
    match pass.finish {
        Finish::Complete => {}
        Finish::RunLimit | Finish::TimeLimit => return None,
        // Failing schedules are drawn; only a search that cannot go on stops.
        Finish::Failure => panic!("{id} cannot be drawn: {:?}", pass.findings.failure),
    }
    // Main first, whoever the search met first.
    let mut paths = graph.threads.clone();
    paths.sort();
    let number = |thread: usize| {
        let path = &graph.threads[thread];
        paths.iter().position(|other| other == path)
    };
    let threads = paths.iter().map(|path| {
        let name = names.get(&recorded(path)).cloned();
        name.unwrap_or_else(|| "thread".into())
    });
    let mut labels = Table::default();
    let mut next = vec![vec![]; graph.nodes.len()];
    for edge in &graph.edges {
        let label = labels.index(label(edge));
        let step = edge.to as i64 - edge.from as i64;
        let thread = number(edge.thread).expect("one of the paths");
        next[edge.from].extend([thread as i64, label as i64, step]);
    }
    let mut kinds = Table::default();
    let mut ends = vec![];
    for (node, end) in graph.nodes.iter().enumerate() {
        if let Some(end) = end {
            ends.extend([node, kinds.index(kind(end).into())]);
        }
    }
    Some(ScheduleGraph {
        schema: SCHEMA,
        model: id.into(),
        threads: threads.collect(),
        labels: labels.0,
        next,
        ends,
        kinds: kinds.0,
    })
}

/// The recorder's path of births: a byte for each generation, children from 1.
fn recorded(path: &[u16]) -> u64 {
    path.iter()
        .fold(1, |all, child| all << 8 | (u64::from(*child) + 1))
}

fn label(edge: &Edge) -> String {
    let choices = edge.choices.iter();
    choices.fold(edge.label.to_string(), |label, choice| {
        format!("{label} {choice}")
    })
}

fn kind(end: &End) -> &'static str {
    match end {
        End::Done => "done",
        End::Deadlock(_) => "deadlock",
        End::NoProgress(_) | End::StepBound => "livelock",
        End::DataRace { .. } => "data race",
        _ => "failed",
    }
}

/// Strings, each once.
#[derive(Default)]
struct Table(Vec<String>);

impl Table {
    fn index(&mut self, text: String) -> usize {
        let known = self.0.iter().position(|known| *known == text);
        known.unwrap_or_else(|| {
            self.0.push(text);
            self.0.len() - 1
        })
    }
}
