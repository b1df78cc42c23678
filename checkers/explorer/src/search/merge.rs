//! States that were there before, and the graph of all of them.

use crate::end::{End, Waiting};
use crate::execution::Execution;
use crate::graph::{Edge, Graph};
use crate::hash::mix;
use crate::runner::Stop;
use std::collections::HashMap;

/// A state is known by the hashes of its threads: equal after equivalent beginnings.
#[derive(Default)]
pub(super) struct Merge {
    graph: Graph,
    nodes: HashMap<u64, Known>,
    /// With a bound: the fewest preemptions with which a thread was left in a state.
    fewest: HashMap<u64, u32>,
    bounded: bool,
    /// The node that was left last.
    from: Option<usize>,
}

#[derive(Clone, Copy)]
struct Known {
    node: usize,
    /// Who could go on there.
    enabled: u64,
}

impl Merge {
    pub(super) fn begin(&mut self) {
        self.from = None;
    }

    pub(super) fn leave(&mut self, state: u64) {
        self.from = self.nodes.get(&state).map(|known| known.node);
    }

    /// Whom to run here. With a bound, a state is explored again if it is reached with fewer
    /// preemptions than before: more can follow.
    pub(super) fn visit(
        &mut self,
        execution: &Execution,
        enabled: &[usize],
        bound: Option<u32>,
    ) -> Result<Vec<usize>, Stop> {
        let is_new = self.arrive(execution, enabled, bound.is_none())?;
        let Some(bound) = bound else {
            return is_new.then(|| enabled.to_vec()).ok_or(Stop::Merged);
        };
        let current = execution.threads[execution.current].key;
        let place = mix(execution.state ^ mix(current));
        let before = self.fewest.insert(place, execution.preemptions);
        if let Some(before) = before
            && before <= execution.preemptions
        {
            self.fewest.insert(place, before);
            return Err(Stop::Merged);
        }
        let mut planned = enabled.to_vec();
        if execution.preemptions >= bound && execution.can_stay(enabled) {
            planned
                .retain(|thread| *thread == execution.current || execution.threads[*thread].daemon);
            self.bounded |= planned.len() < enabled.len();
        }
        Ok(planned)
    }

    /// Whether the state is new. Draws the step that led here.
    fn arrive(
        &mut self,
        execution: &Execution,
        enabled: &[usize],
        draws: bool,
    ) -> Result<bool, Stop> {
        let keys = enabled.iter().map(|thread| execution.threads[*thread].key);
        let enabled = keys.fold(0, |sum: u64, key| sum.wrapping_add(mix(key)));
        let fresh = Known {
            node: self.nodes.len(),
            enabled,
        };
        let known = *self.nodes.entry(execution.state).or_insert(fresh);
        let is_new = known.node == fresh.node;
        if draws {
            if is_new {
                self.graph.nodes.push(None);
            }
            self.draw(execution, known.node);
        }
        if known.enabled != enabled {
            return Err(Stop::Ended(End::WrongTwin(
                "rule 2: after steps that are declared to commute ran in another order, different threads can \
                 go on"
                    .into(),
            )));
        }
        Ok(is_new)
    }

    fn draw(&mut self, execution: &Execution, to: usize) {
        let Some(from) = self.from else { return };
        let step = execution.steps.last().expect("a step led here");
        let path = &execution.threads[step.thread].path;
        let edge = Edge {
            from,
            thread: self.graph.thread(path),
            label: step.label,
            choices: step.choices.clone(),
            to,
        };
        self.graph.edges.push(edge);
    }

    /// The execution ended here.
    pub(super) fn end(&mut self, execution: &Execution, end: &End) {
        // Which threads could continue does not count: none does.
        let known = self.nodes.get(&execution.state).copied();
        let node = known.map_or(self.nodes.len(), |known| known.node);
        if known.is_none() {
            self.nodes
                .insert(execution.state, Known { node, enabled: 0 });
            self.graph.nodes.push(None);
        }
        self.draw(execution, node);
        let mut number = |thread: usize| self.graph.thread(&execution.threads[thread].path);
        let end = renumbered(end, &mut number);
        self.graph.nodes[node] = Some(end);
    }

    pub(super) fn finish(self) -> (Graph, bool) {
        (self.graph, self.bounded)
    }
}

/// The same end, told with the graph's numbers of threads.
fn renumbered(end: &End, number: &mut impl FnMut(usize) -> usize) -> End {
    let mut waiting = |all: &[Waiting]| {
        let all = all.iter().map(|one| Waiting {
            thread: number(one.thread),
            label: one.label,
        });
        let mut all: Vec<_> = all.collect();
        all.sort_unstable();
        all
    };
    match end {
        End::Deadlock(all) => End::Deadlock(waiting(all)),
        End::NoProgress(all) => End::NoProgress(waiting(all)),
        End::LeftRunning(threads) => {
            let mut threads: Vec<_> = threads.iter().map(|thread| number(*thread)).collect();
            threads.sort_unstable();
            End::LeftRunning(threads)
        }
        End::Panic { thread, message } => End::Panic {
            thread: number(*thread),
            message: message.clone(),
        },
        End::DataRace { object, threads } => End::DataRace {
            object: *object,
            threads: (number(threads.0), number(threads.1)),
        },
        other => other.clone(),
    }
}
