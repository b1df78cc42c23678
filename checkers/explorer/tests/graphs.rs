//! Every schedule as a graph.

mod support;

use explorer::{Config, End, Graph, Mode, Report, explore};
use std::collections::BTreeSet;
use support::compare::{self, notes};
use support::programs::{Program, model};
use support::{Mutex, join_all, spawn};

fn unreduced(model: impl Fn() + 'static) -> Report {
    let config = Config {
        max_runs: 1_000,
        ..compare::config(Mode::Unreduced)
    };
    explore(&config, model, |_| ())
}

fn graph(model: impl Fn() + 'static) -> Graph {
    let report = explore(
        &compare::config(Mode::Graph { preemptions: None }),
        model,
        |_| (),
    );
    assert!(report.is_complete());
    report.graph
}

/// Ways from the first node to an end.
fn ways(graph: &Graph) -> u64 {
    fn from(node: usize, graph: &Graph, known: &mut Vec<Option<u64>>) -> u64 {
        if let Some(ways) = known[node] {
            return ways;
        }
        let edges = graph.edges.iter().filter(|edge| edge.from == node);
        let sum: u64 = edges.map(|edge| from(edge.to, graph, known)).sum();
        let ways = sum + u64::from(graph.nodes[node].is_some());
        known[node] = Some(ways);
        ways
    }
    from(0, graph, &mut vec![None; graph.nodes.len()])
}

#[test]
fn the_graph_has_every_schedule() {
    explorer::quiet_panics();
    let mut compared = 0;
    for seed in 0..80 {
        let program = Program::random(seed);
        let unreduced = unreduced(model(program.clone(), notes()));
        if !unreduced.is_complete() {
            continue;
        }
        if matches!(
            unreduced.failure.as_ref().map(|f| &f.end),
            Some(End::DataRace { .. })
        ) {
            continue;
        }
        let graph = graph(model(program.clone(), notes()));
        assert_eq!(
            ways(&graph),
            unreduced.complete,
            "program {seed} {program:#?}"
        );
        compared += 1;
    }
    assert!(compared > 30, "{compared}");
}

#[test]
fn the_graph_of_one_locker_is_a_line_with_a_corner() {
    let graph = graph(|| {
        let mutex = Mutex::new();
        let theirs = mutex.clone();
        let thread = spawn(move || drop(theirs.lock()));
        join_all(vec![thread]);
    });
    let labels: Vec<_> = graph.edges.iter().map(|edge| edge.label).collect();
    assert_eq!(labels, ["starts", "lock", "unlock", "join", "main returns"]);
    assert_eq!(graph.nodes.len(), 6);
    assert_eq!(graph.nodes[5], Some(End::Done));
    assert_eq!(graph.threads, [vec![0], vec![]]);
}

#[test]
fn the_graph_numbers_threads_as_they_were_spawned() {
    // Each of two threads spawns one: which of them is thread 3 is a matter of the schedule.
    let model = || {
        let threads = [(); 2].map(|()| {
            spawn(|| {
                let child = spawn(|| ());
                join_all(vec![child]);
            })
        });
        join_all(threads.into());
    };
    let graph = graph(model);
    let paths: BTreeSet<_> = graph.threads.iter().cloned().collect();
    let all = [vec![], vec![0], vec![0, 0], vec![1], vec![1, 0]];
    assert_eq!(paths, BTreeSet::from(all));
    // In each state a thread has one step at most.
    let steps: BTreeSet<_> = graph
        .edges
        .iter()
        .map(|edge| (edge.from, edge.thread))
        .collect();
    assert_eq!(steps.len(), graph.edges.len());
    let unreduced = unreduced(model);
    assert_eq!(ways(&graph), unreduced.complete);
}
