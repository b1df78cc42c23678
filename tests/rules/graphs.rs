//! Every graph of all schedules in `recordings/`, walked as a page's reader would.

use super::{lessons, root};
use checker::recording::{Recording, ScheduleGraph, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Larger than any is allowed to be.
const LARGEST: usize = 40_000;

/// Models whose outcomes loom does not all reach, although it explores everything that it sees. Their
/// tests say why.
const LOOM_SEES_LESS: [&str; 0] = [];

/// Models of memory orderings, to which the explorer is blind: loom reaches more of them, or finds that they race.
const LOOM_SEES_MORE: [&str; 5] = [
    "pages/message-relaxed",
    "pages/parcel-relaxed",
    "pages/store-buffering-acquire-release",
    "pages/store-buffering-relaxed",
    "pages/store-buffering-seq-cst",
];

/// How many ways lead through a graph, by reasoning.
const WAYS: [(&str, u64); 5] = [
    // Nobody but main.
    ("08/one-thread", 1),
    // Main waits at once, and the other one has no lock to take.
    ("02/sharing-move", 1),
    // Two selects, with two ready arms each.
    ("05/random", 4),
    // Each of the two begins and waits for ever.
    ("07/receive-to-take", 2),
    // Two begin and end: 6 orders. The first is joined as soon as it has ended or later: 1 place if
    // it ends last (3 orders), 2 if the other ends after it (2 orders), 3 if it ended first of all.
    ("04/merge", 10),
];

fn graphs() -> Vec<(ScheduleGraph, Option<Recording>)> {
    let mut found = vec![];
    for lesson in lessons().into_iter().chain([root().join("book/pages")]) {
        let recordings = lesson.join("recordings");
        let Ok(entries) = fs::read_dir(&recordings) else {
            continue;
        };
        let mut files: Vec<_> = entries.map(|entry| entry.expect("a file").path()).collect();
        files.sort();
        for path in files {
            let name = path.file_name().and_then(|name| name.to_str());
            let Some(name) = name.and_then(|name| name.strip_suffix(".graph.json")) else {
                continue;
            };
            let text = read(&path);
            assert!(text.len() <= LARGEST, "{name} has {} bytes", text.len());
            let graph = ScheduleGraph::from_json(&text).expect(name);
            assert_eq!(graph.to_json(), text, "{name} is written as it is read");
            assert!(graph.model.ends_with(&format!("/{name}")), "{name}");
            let beside = recordings.join(format!("{name}.json"));
            let recording = beside.exists().then(|| read(&beside));
            let recording = recording.map(|text| Recording::from_json(&text).expect(name));
            found.push((graph, recording));
        }
    }
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Ways from each node to an end, by the number of nodes: 0 if more than can be counted.
fn ways(graph: &ScheduleGraph, node: usize, known: &mut BTreeMap<usize, u64>) -> u64 {
    if let Some(ways) = known.get(&node) {
        return *ways;
    }
    let is_end = graph.ends.chunks_exact(2).any(|end| end[0] == node);
    let edges = graph.edges(node).into_iter();
    let sum = edges.fold(u64::from(is_end), |sum, (_, to)| {
        sum.saturating_add(ways(graph, to, known))
    });
    known.insert(node, sum);
    sum
}

#[test]
fn every_node_is_reached_and_every_way_ends() {
    for (graph, _) in graphs() {
        let model = &graph.model;
        let nodes = graph.next.len();
        let ends: BTreeSet<usize> = graph.ends.chunks_exact(2).map(|end| end[0]).collect();
        let mut reached = BTreeSet::from([0]);
        let mut left = vec![0];
        while let Some(node) = left.pop() {
            let edges = graph.edges(node);
            assert_eq!(
                edges.is_empty(),
                ends.contains(&node),
                "{model}, node {node}"
            );
            for (step, to) in edges {
                assert!(
                    step < graph.steps.len() && to < nodes,
                    "{model}, node {node}"
                );
                if reached.insert(to) {
                    left.push(to);
                }
            }
        }
        assert_eq!(reached.len(), nodes, "{model}: nodes that nothing leads to");
        assert!(ends.iter().all(|end| *end < nodes), "{model}");
        // Steps lead on, or a reader could go round for ever.
        assert!(ways(&graph, 0, &mut BTreeMap::new()) > 0, "{model}");
    }
}

#[test]
fn what_a_step_is_and_what_a_thread_waits_for_is_told() {
    let root = root();
    for (graph, _) in graphs() {
        let model = &graph.model;
        let within = |index: i64, table: usize| usize::try_from(index).is_ok_and(|i| i < table);
        let (texts, sources) = (graph.texts.len(), graph.sources.len());
        let sourced = |source: i64| source == -1 || within(source, sources);
        for [thread, label, text, source] in &graph.steps {
            let known = within(*thread, graph.threads.len()) && within(*label, graph.labels.len());
            assert!(known && within(*text, texts) && sourced(*source), "{model}");
        }
        for [wish, until, source] in &graph.waits {
            assert!(within(*wish, texts) && within(*until, texts), "{model}");
            assert!(sourced(*source), "{model}");
        }
        for [file, line] in &graph.sources {
            let source = read(&root.join(&graph.files[*file]));
            assert!((1..=source.lines().count()).contains(line), "{model}");
        }
        for (node, waiting) in graph.waiting().into_iter().enumerate() {
            for (thread, wait) in waiting {
                assert!(
                    thread < graph.threads.len() && wait < graph.waits.len(),
                    "{model}"
                );
                let mut edges = graph.edges(node).into_iter();
                let goes_on = edges.any(|(step, _)| graph.steps[step][0] == thread as i64);
                assert!(!goes_on, "{model}, node {node}: {thread} waits and goes on");
            }
        }
        let mut names = graph.threads.clone();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), graph.threads.len(), "{model}: {names:?}");
    }
}

/// Nobody can go on in a deadlock, so each thread in it has to say what it waits for.
#[test]
fn whoever_is_in_a_deadlock_waits_for_something() {
    for (graph, _) in graphs() {
        let waiting = graph.waiting();
        for end in graph.ends.chunks_exact(2) {
            if graph.kinds[end[1]] == "deadlock" {
                assert!(
                    !waiting[end[0]].is_empty(),
                    "{}, node {}",
                    graph.model,
                    end[0]
                );
            }
        }
    }
}

#[test]
fn the_ends_are_those_that_loom_found() {
    let mut compared = 0;
    for (graph, recording) in graphs() {
        let model = &graph.model;
        let Some(recording) = recording else { continue };
        if LOOM_SEES_MORE.contains(&&**model) {
            continue;
        }
        let theirs: BTreeSet<&str> = match recording.outcomes.is_empty() {
            true => graph.returned().into_iter().collect(),
            false => recording
                .outcomes
                .iter()
                .map(|outcome| outcome.value.as_str())
                .collect(),
        };
        let ours: BTreeSet<&str> = graph.returned().into_iter().collect();
        match recording.verdict {
            Verdict::Holds {
                preemptions: None, ..
            } if !LOOM_SEES_LESS.contains(&&**model) => {
                assert_eq!(ours, theirs, "{model}");
                assert!(graph.kinds.iter().all(|kind| kind == "done"), "{model}");
                compared += 1;
            }
            Verdict::Holds { .. } => assert!(theirs.is_subset(&ours), "{model}"),
            Verdict::Fails { kind, .. } => {
                assert!(graph.kinds.contains(&kind.to_string()), "{model}: {kind}");
                assert!(theirs.is_subset(&ours), "{model}");
            }
            _ => {}
        }
    }
    assert!(compared > 50, "only {compared} were compared");
}

#[test]
fn small_graphs_have_as_many_ways_as_there_are_orders() {
    let graphs = graphs();
    for (model, expected) in WAYS {
        let graph = graphs.iter().find(|(graph, _)| graph.model == model);
        let (graph, _) = graph.unwrap_or_else(|| panic!("no graph of {model}"));
        assert_eq!(ways(graph, 0, &mut BTreeMap::new()), expected, "{model}");
    }
}
