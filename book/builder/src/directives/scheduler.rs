//! All schedules of a model: the reader decides who goes next.

use super::Page;
use super::player::listings;
use crate::html::{data, escape, id};
use crate::sources::Sources;
use anyhow::Context;
use recording::ScheduleGraph;
use serde_json::json;

/// The scheduler.
///
/// # Errors
/// There is no graph of the model, or it leads nowhere.
pub fn scheduler(sources: &Sources, page: &mut Page, model: &str) -> anyhow::Result<String> {
    let graph = sources.graph(model)?;
    let ends = ends(&graph);
    let place = page.id(id("schedule", model));
    let label = escape(&format!("Schedule {model} yourself"));
    let ways = schedules(&graph);
    let of = graph.sources.iter().map(|[file, line]| {
        let file = graph.files.get(*file).context("no such file")?;
        Ok((file.as_str(), *line))
    });
    let of: anyhow::Result<Vec<_>> = of.collect();
    let files = listings(sources, of?.into_iter())?;
    let mut html = format!("<wb-scheduler id=\"{place}\" aria-label=\"{label}\">\n");
    html += &format!(
        "<div class=\"wb-static\"><p><code>{}</code> has {ways} schedules. What may come of it:</p><ul>",
        escape(model)
    );
    for (kind, outcome) in &ends {
        html += &format!(
            "<li>{}: <code>{}</code></li>",
            escape(kind),
            escape(outcome)
        );
    }
    html += "</ul><p>With JavaScript you can schedule it here, step by step.</p></div>";
    let json = json!({ "graph": graph, "files": files });
    Ok(format!("{html}\n{}\n</wb-scheduler>\n", data(&json)))
}

/// Every distinct end.
fn ends(graph: &ScheduleGraph) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = graph
        .ends
        .chunks(2)
        .map(|end| (graph.kinds[end[1]].clone(), graph.outcomes[end[1]].clone()))
        .collect();
    found.sort();
    found.dedup();
    found
}

/// How many ways there are from the beginning to an end; with a sign if there are very many.
fn schedules(graph: &ScheduleGraph) -> String {
    // An edge leads to a node of a lower or a higher number: whichever, the graph has no circle.
    let nodes = graph.next.len();
    let mut known: Vec<Option<u64>> = vec![None; nodes];
    let mut stack = vec![0];
    while let Some(node) = stack.last().copied() {
        let edges: Vec<usize> = graph.edges(node).into_iter().map(|(_, to)| to).collect();
        let open: Vec<usize> = edges
            .iter()
            .copied()
            .filter(|to| known[*to].is_none())
            .collect();
        if open.is_empty() {
            let ways = edges.iter().map(|to| known[*to].unwrap_or(0));
            let ways = ways.fold(0_u64, u64::saturating_add);
            known[node] = Some(if edges.is_empty() { 1 } else { ways });
            stack.pop();
        } else {
            stack.extend(open);
        }
    }
    match known[0].unwrap_or(0) {
        u64::MAX => "more than 18 quintillion".into(),
        ways => ways.to_string(),
    }
}
