//! Every interleaving of a small model: the reader decides which thread runs next.

use crate::html::{data, escape};
use crate::listing::{Read, listings};
use crate::words;
use anyhow::Context;
use recording::{DONE, ScheduleGraph};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// What a page needs to know besides the graph.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The id of the element, which no other one on the page has.
    pub id: &'a str,
    /// Whether the reader counts orders.
    pub counts: bool,
    /// Whether `cargo workbook explore` knows the model, and can run a schedule again.
    pub replays: bool,
}

/// Steps that a thread takes at the beginning and at the end of its life. They come as soon as they can: no other
/// thread can tell when.
const BY_ITSELF: [&str; 3] = ["starts", "ends", "join"];

/// Besides them, steps that only make others possible: which of them comes first changes no outcome.
const NO_ORDER: [&str; 5] = [
    "unlock",
    "returns",
    "the others end",
    "main returns",
    "wait for the group",
];

/// The scheduler.
///
/// # Errors
/// A source cannot be read, or there are too many orders to count.
pub fn scheduler(
    graph: &ScheduleGraph,
    asked: Asked<'_>,
    read: Read<'_>,
) -> anyhow::Result<String> {
    let (id, model) = (asked.id, &graph.model);
    let label = escape(&format!("Schedule {model} yourself"));
    // The lines of steps that come by themselves show nothing.
    let own = |step: &&[i64; 4]| {
        let label = usize::try_from(step[1])
            .ok()
            .and_then(|label| graph.labels.get(label));
        label.is_some_and(|label| !BY_ITSELF.contains(&label.as_str()))
    };
    let sources = graph.steps.iter().filter(own).map(|step| step[3]);
    let sources: BTreeSet<usize> = sources
        .filter_map(|source| usize::try_from(source).ok())
        .collect();
    let sources = sources
        .iter()
        .filter_map(|source| graph.sources.get(*source));
    let of = sources.map(|[file, line]| {
        let file = graph.files.get(*file).context("no such file")?;
        Ok((file.as_str(), *line))
    });
    let of: anyhow::Result<Vec<_>> = of.collect();
    let files = listings(read, of?.into_iter())?;
    let ends: Vec<String> = (graph.kinds.iter().zip(&graph.outcomes))
        .map(|(kind, outcome)| words::end(kind, outcome))
        .collect();
    let orders = match asked.counts {
        true => Some(orders(graph).context("there are too many orders to count")?),
        false => None,
    };
    let mut html = format!("<wb-scheduler id=\"{id}\" aria-label=\"{label}\">\n");
    html += &format!(
        "<div class=\"wb-static\"><p>Possible outcomes of <code>{}</code>",
        escape(model)
    );
    if let Some(orders) = orders {
        html += &format!(" in its {orders} orders");
    }
    html += ":</p><ul>";
    let shown: BTreeSet<&String> = ends.iter().collect();
    for end in shown {
        html += &format!("<li>{}</li>", escape(end));
    }
    html += "</ul><p>With JavaScript you can decide here which thread runs next.</p></div>";
    let is = |label: &String, all: &[&str]| all.contains(&label.as_str());
    let by_itself: Vec<bool> = graph
        .labels
        .iter()
        .map(|label| is(label, &BY_ITSELF))
        .collect();
    let ordered: Vec<bool> = graph.labels.iter().map(|label| is_ordered(label)).collect();
    let bad: Vec<bool> = graph.kinds.iter().map(|kind| kind != DONE).collect();
    let json = json!({
        "graph": graph,
        "files": files,
        "said": graph.texts.iter().map(|text| said(text)).collect::<Vec<_>>(),
        "ends": ends,
        "bad": bad,
        "byItself": by_itself,
        "ordered": ordered,
        "orders": orders,
        "replays": asked.replays,
    });
    Ok(format!("{html}\n{}\n</wb-scheduler>\n", data(&json)))
}

/// What a thread does in a step; a label stands for a step that has no text.
fn said(text: &str) -> String {
    match text {
        "the others end" => "waits for the other threads".into(),
        "main returns" => "has returned".into(),
        text => recording::third(text),
    }
}

/// Whether it matters which of such steps comes first.
fn is_ordered(label: &str) -> bool {
    ![&BY_ITSELF[..], &NO_ORDER[..]].concat().contains(&label)
}

/// More sets of nodes than that are not looked at.
const MOST: usize = 20_000;

/// In how many orders the steps can come whose order matters: distinct words of threads along the graph.
fn orders(graph: &ScheduleGraph) -> Option<u64> {
    let edges: Vec<Vec<(usize, usize)>> = (0..graph.next.len())
        .map(|node| graph.edges(node))
        .collect();
    let thread = |step: usize| {
        let [thread, label, ..] = graph.steps[step];
        let label = usize::try_from(label)
            .ok()
            .and_then(|label| graph.labels.get(label));
        label
            .is_some_and(|label| is_ordered(label))
            .then_some(thread)
    };
    // What is reached by steps whose order does not matter.
    let closed = |mut nodes: BTreeSet<usize>| {
        let mut open: Vec<usize> = nodes.iter().copied().collect();
        while let Some(node) = open.pop() {
            let silent = edges[node]
                .iter()
                .filter(|(step, _)| thread(*step).is_none());
            open.extend(silent.map(|(_, to)| *to).filter(|to| nodes.insert(*to)));
        }
        nodes
    };
    let mut known: BTreeMap<BTreeSet<usize>, u64> = BTreeMap::new();
    let mut stack = vec![closed(BTreeSet::from([0]))];
    while let Some(nodes) = stack.last().cloned() {
        if known.len() > MOST {
            return None;
        }
        let mut next: BTreeMap<i64, BTreeSet<usize>> = BTreeMap::new();
        for (step, to) in nodes.iter().flat_map(|node| &edges[*node]) {
            if let Some(thread) = thread(*step) {
                next.entry(thread).or_default().insert(*to);
            }
        }
        let next: Vec<BTreeSet<usize>> = next.into_values().map(closed).collect();
        let open: Vec<_> = next
            .iter()
            .filter(|nodes| !known.contains_key(*nodes))
            .cloned()
            .collect();
        if !open.is_empty() {
            stack.extend(open);
            continue;
        }
        let over = u64::from(nodes.iter().any(|node| edges[*node].is_empty()));
        let ways = next.iter().map(|nodes| known[nodes]);
        known.insert(nodes, ways.fold(over, u64::saturating_add));
        stack.pop();
    }
    known.get(&closed(BTreeSet::from([0]))).copied()
}
