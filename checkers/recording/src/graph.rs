//! Every schedule of a model as a graph: what a page needs to let its reader schedule.

use serde::{Deserialize, Serialize};

/// The version of a graph's JSON that this library writes. Version 2 says what each step does and where,
/// and what each blocked thread waits for.
pub const GRAPH_SCHEMA: u32 = 2;

/// Every schedule of a model: states, and the steps between them. Schedules that begin with the same
/// steps, but for the order of those that commute, meet in one node.
///
/// As JSON, `recordings/NAME.graph.json`, it is an object with these members, a line for each. What is
/// said more than once stands in a table, and is meant by its index, from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleGraph {
    /// [`GRAPH_SCHEMA`] of the file.
    pub schema: u32,
    /// The model's id, `NN/name`.
    pub model: String,
    /// Names of the threads; the first is `main`.
    pub threads: Vec<String>,
    /// What kinds of steps are called, with the answers to the choices in them: `select 1`.
    pub labels: Vec<String>,
    /// What steps do, and what threads wait for: `receive 1 from left`, `join sender`, `until sender
    /// ends`.
    pub texts: Vec<String>,
    /// Paths of sources from the workspace's root, with `/` between their parts.
    pub files: Vec<String>,
    /// Lines of source: an index into `files`, and the number of the line, from 1.
    pub sources: Vec<[usize; 2]>,
    /// Steps: the thread, and indices into `labels`, `texts` and `sources`. The last is -1 for a
    /// step that has no line, as the end of a thread.
    pub steps: Vec<[i64; 4]>,
    /// For each node its edges, two numbers each: an index into `steps`, and by how much the node's
    /// number is less than that of the node to which the edge leads. The second number of the first
    /// edge is left out where it is 1, as it mostly is: then there is an odd number of them. The
    /// first node is the beginning. [`ScheduleGraph::edges`] reads it.
    pub next: Vec<Vec<i64>>,
    /// What blocked threads wait for: indices into `texts` (what it wants to do), `texts`
    /// (what would end the wait) and `sources` (-1: none).
    pub waits: Vec<[i64; 3]>,
    /// The blocked threads, two numbers each: the thread, an index into `waits`.
    pub blocked: Vec<Vec<usize>>,
    /// Two numbers each: a node, and an index into `blocked` for it and for those that follow, up to
    /// the next one that stands here. Who has no edge at a node and is not blocked there has not
    /// begun, or has ended.
    pub at: Vec<usize>,
    /// Two numbers each: a node at which an execution ends, and how as an index into `kinds` and
    /// `outcomes`.
    pub ends: Vec<usize>,
    /// `done`, or the [`FailureKind`](super::FailureKind) in words: `data race`.
    pub kinds: Vec<String>,
    /// Beside each kind, what the model returned, as `{:?}` prints it, or the failure's message.
    pub outcomes: Vec<String>,
}

/// The kind of an end that is no failure.
pub const DONE: &str = "done";

impl ScheduleGraph {
    /// The graph as JSON, with a line for each member.
    pub fn to_json(&self) -> String {
        let ScheduleGraph {
            schema,
            model,
            threads,
            labels,
            texts,
            files,
            sources,
            steps,
            next,
            waits,
            blocked,
            at,
            ends,
            kinds,
            outcomes,
        } = self;
        let members = [
            ("schema", flat(schema)),
            ("model", flat(model)),
            ("threads", flat(threads)),
            ("labels", flat(labels)),
            ("texts", flat(texts)),
            ("files", flat(files)),
            ("sources", flat(sources)),
            ("steps", flat(steps)),
            ("next", flat(next)),
            ("waits", flat(waits)),
            ("blocked", flat(blocked)),
            ("at", flat(at)),
            ("ends", flat(ends)),
            ("kinds", flat(kinds)),
            ("outcomes", flat(outcomes)),
        ];
        let members = members.map(|(name, value)| format!("{name:?}:{value}"));
        format!("{{\n {}\n}}\n", members.join(",\n "))
    }

    /// Reads what [`ScheduleGraph::to_json`] wrote.
    ///
    /// # Errors
    /// The text is not JSON, or not a graph of this [`GRAPH_SCHEMA`].
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        use serde::de::Error;
        let graph: ScheduleGraph = serde_json::from_str(text)?;
        if graph.schema == GRAPH_SCHEMA {
            Ok(graph)
        } else {
            let found = graph.schema;
            Err(serde_json::Error::custom(format!(
                "the graph has schema {found}, this library reads schema {GRAPH_SCHEMA}"
            )))
        }
    }

    /// The edges of a node: what is done, as an index into `steps`, and the node to which it leads.
    ///
    /// # Panics
    /// If there is no such node, or a number in the file is wrong.
    pub fn edges(&self, node: usize) -> Vec<(usize, usize)> {
        let mut numbers = self.next[node].clone();
        if numbers.len() % 2 == 1 {
            numbers.insert(1, 1);
        }
        let index = |number: i64| usize::try_from(number).expect("an index");
        let edges = numbers.chunks_exact(2);
        edges
            .map(|edge| (index(edge[0]), index(node as i64 + edge[1])))
            .collect()
    }

    /// Returns the blocked threads at each node: threads, and indices into `waits`.
    ///
    /// # Panics
    /// If a number in the file is wrong.
    pub fn waiting(&self) -> Vec<Vec<(usize, usize)>> {
        let mut all = vec![vec![]; self.next.len()];
        let mut changes = self.at.chunks_exact(2).peekable();
        while let Some(change) = changes.next() {
            let until = changes.peek().map_or(all.len(), |next| next[0]);
            let waits = self.blocked[change[1]].chunks_exact(2);
            let waits: Vec<_> = waits.map(|wait| (wait[0], wait[1])).collect();
            all[change[0]..until].fill(waits);
        }
        all
    }

    /// Returns what the model returned wherever it did not fail, in alphabetical order.
    pub fn returned(&self) -> Vec<&str> {
        let ends = self.kinds.iter().zip(&self.outcomes);
        let done = ends.filter(|(kind, _)| *kind == DONE);
        let mut returned: Vec<_> = done.map(|(_, outcome)| outcome.as_str()).collect();
        returned.sort_unstable();
        returned
    }
}

fn flat(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("a graph has only strings for keys")
}
