//! The graph of all schedules of a model.

mod seen;

use super::pass::failed;
use super::search::Searcher;
use crate::check::Model;
use crate::log::recorder;
use crate::log::resolve;
use crate::questions;
use crate::settings::Settings;
use explorer::{Edge, End, Finish, Graph, Mode};
use recording::{DONE, GRAPH_SCHEMA, ScheduleGraph};
use seen::{Beginning, Ending, Line, Path, Seen, Waits};
use std::collections::HashMap;
use std::hash::Hash;

/// A model that takes more has a graph that no reader would look at, and of more than 40 KB.
const MOST_RUNS: u64 = 4_000;
/// So does one with a longer execution.
const MOST_STEPS: usize = 1_000;

/// Draws the graph; `None` if it is too large. On this OS thread, which is used for nothing else.
pub(super) fn draw(id: &str, settings: Settings, model: Model) -> Option<ScheduleGraph> {
    let settings = Settings {
        max_branches: settings.max_branches.min(MOST_STEPS),
        ..settings
    };
    let searcher = Searcher::new(settings, model);
    loop {
        let (graph, seen) = draw_once(id, &searcher)?;
        if !questions::must_begin_again() {
            return Some(assemble(id, &graph, &seen));
        }
        questions::add_points();
    }
}

fn draw_once(id: &str, searcher: &Searcher) -> Option<(Graph, Seen)> {
    let mut seen = Seen::new();
    let mut is_long = false;
    let mode = Mode::Graph { preemptions: None };
    let (pass, graph) = searcher.run(mode, false, MOST_RUNS, &mut |run| {
        is_long |= *run.end == End::StepBound;
        if !is_long {
            let ending = ending(run.end);
            recorder::with_log(|log| seen.take(run, log, ending));
        }
    });
    match pass.finish {
        _ if is_long => None,
        Finish::Complete => Some((graph, seen)),
        // It turned out that there are more points: what was drawn so far is thrown away.
        Finish::Failure if questions::must_begin_again() => Some((graph, seen)),
        Finish::RunLimit | Finish::TimeLimit | Finish::Stopped | Finish::Overlap(_) => None,
        // Failing schedules are drawn; only a search that cannot go on stops.
        Finish::Failure => panic!("{id} cannot be drawn: {:?}", pass.findings.failure),
    }
}

/// Of the execution that is over now.
fn ending(end: &End) -> Option<Ending> {
    if *end == End::Cut {
        return None;
    }
    Some(match failed() {
        Some(failure) => Ending {
            kind: failure.kind.to_string(),
            outcome: resolve::message(&failure),
        },
        None => Ending {
            kind: DONE.into(),
            outcome: recorder::with_log(|log| log.outcome.clone()).unwrap_or_else(|| "()".into()),
        },
    })
}

/// Puts the graph and what was seen together.
fn assemble(id: &str, graph: &Graph, seen: &Seen) -> ScheduleGraph {
    let mut tables = Tables::default();
    // Main first, whichever thread the search met first.
    let mut paths = graph.threads.clone();
    paths.sort();
    let threads = paths.iter().map(|path| seen.name(path).cloned());
    let threads = threads.map(|name| name.unwrap_or_else(|| "thread".into()));
    let number = |path: &Path| paths.iter().position(|other| other == path);
    // The beginning with which each node was reached first.
    let mut reached = vec![None; graph.nodes.len()];
    reached[0] = Some(0);
    let mut next: Vec<Vec<i64>> = vec![vec![]; graph.nodes.len()];
    for edge in &graph.edges {
        let path = &graph.threads[edge.thread];
        let from =
            reached[edge.from].expect("edges are told in the order in which they were found");
        let beginning = seen.after(from, path, &edge.choices);
        let beginning = beginning.expect("every step was told");
        reached[edge.to].get_or_insert(beginning);
        let thread = number(path).expect("one of the paths") as i64;
        let step = tables.step(thread, &label(edge), seen.beginning(beginning));
        next[edge.from].extend([step as i64, edge.to as i64 - edge.from as i64]);
    }
    let (mut at, mut ends) = (vec![], vec![]);
    let mut before = None;
    for (node, end) in graph.nodes.iter().enumerate() {
        let beginning = seen.beginning(reached[node].expect("an edge leads to each node"));
        let over = end
            .as_ref()
            .is_some_and(|end| !matches!(end, End::Deadlock(_)));
        let mut blocked = vec![];
        for (path, waits) in beginning.waits.iter().filter(|_| !over) {
            let thread = number(path).expect("one of the paths");
            let mut goes_on = next[node]
                .chunks_exact(2)
                .map(|edge| tables.steps.all[edge[0] as usize][0]);
            if goes_on.all(|other| other != thread as i64) {
                blocked.extend([thread, tables.wait(waits)]);
            }
        }
        let blocked = tables.blocked.index(blocked);
        if before.replace(blocked) != Some(blocked) {
            at.extend([node, blocked]);
        }
        if end.is_some() {
            let ending = beginning.ending.as_ref().expect("every end was told");
            ends.extend([node, tables.endings.index(ending.clone())]);
        }
    }
    for edges in next.iter_mut().filter(|edges| edges.get(1) == Some(&1)) {
        edges.remove(1);
    }
    let endings = tables.endings.all.into_iter();
    let (kinds, outcomes) = endings.map(|ending| (ending.kind, ending.outcome)).unzip();
    ScheduleGraph {
        schema: GRAPH_SCHEMA,
        model: id.into(),
        threads: threads.collect(),
        labels: tables.labels.all,
        texts: tables.texts.all,
        files: tables.files.all,
        sources: tables.sources.all,
        steps: tables.steps.all,
        next,
        waits: tables.waits.all,
        blocked: tables.blocked.all,
        at,
        ends,
        kinds,
        outcomes,
    }
}

fn label(edge: &Edge) -> String {
    let choices = edge.choices.iter();
    choices.fold(edge.label.to_string(), |label, choice| {
        format!("{label} {choice}")
    })
}

/// What is said more than once.
#[derive(Default)]
struct Tables {
    labels: Table<String>,
    texts: Table<String>,
    files: Table<String>,
    sources: Table<[usize; 2]>,
    steps: Table<[i64; 4]>,
    waits: Table<[i64; 3]>,
    blocked: Table<Vec<usize>>,
    endings: Table<Ending>,
}

impl Tables {
    fn step(&mut self, thread: i64, label: &str, beginning: &Beginning) -> usize {
        let text = beginning.text.as_deref().unwrap_or(label);
        let text = self.texts.index(text.into()) as i64;
        let label = self.labels.index(label.into()) as i64;
        let source = self.source(beginning.line.as_ref());
        self.steps.index([thread, label, text, source])
    }

    fn wait(&mut self, waits: &Waits) -> usize {
        let wish = self.texts.index(waits.wish.clone()) as i64;
        let until = self.texts.index(waits.until.clone()) as i64;
        let source = self.source(waits.line.as_ref());
        self.waits.index([wish, until, source])
    }

    fn source(&mut self, line: Option<&Line>) -> i64 {
        let Some((file, line)) = line else { return -1 };
        let file = self.files.index(file.clone());
        self.sources.index([file, *line as usize]) as i64
    }
}

/// Values, each once.
struct Table<T> {
    all: Vec<T>,
    known: HashMap<T, usize>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table {
            all: vec![],
            known: HashMap::new(),
        }
    }
}

impl<T: Clone + Eq + Hash> Table<T> {
    fn index(&mut self, value: T) -> usize {
        if let Some(known) = self.known.get(&value) {
            return *known;
        }
        self.all.push(value.clone());
        self.known.insert(value, self.all.len() - 1);
        self.all.len() - 1
    }
}
