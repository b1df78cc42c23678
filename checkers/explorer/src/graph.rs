//! Every schedule of a model as a graph: states, and the steps between them.

use crate::end::End;

/// Every schedule of a model. The first node is the state in which main's first step is announced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    /// How each thread was spawned (see [`Run::threads`](crate::Run::threads)).
    pub threads: Vec<Vec<u16>>,
    /// For each node how the execution ended there, if it did. Threads in it are numbers of this
    /// graph's.
    pub nodes: Vec<Option<End>>,
    /// In the order in which they were found.
    pub edges: Vec<Edge>,
}

/// A step from one state to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The node that it leaves.
    pub from: usize,
    /// The thread, as an index into [`Graph::threads`].
    pub thread: usize,
    /// The label of the step.
    pub label: &'static str,
    /// The answers to the choices in it.
    pub choices: Vec<u16>,
    /// The node that it leads to.
    pub to: usize,
}

impl Graph {
    /// This graph's number for the thread that was spawned so.
    pub(crate) fn thread(&mut self, path: &[u16]) -> usize {
        let known = self.threads.iter().position(|known| known == path);
        known.unwrap_or_else(|| {
            self.threads.push(path.to_vec());
            self.threads.len() - 1
        })
    }
}
