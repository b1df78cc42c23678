//! Every schedule of a model as a graph: what a page needs to let its reader schedule.

use serde::{Deserialize, Serialize};

/// Every schedule of a model: states, and the steps between them. Schedules that begin with the same
/// steps, but for the order of those that commute, meet in one node.
///
/// As JSON, `recordings/NAME.graph.json`, it is an object with these members, a line for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduleGraph {
    /// [`SCHEMA`](super::SCHEMA) of the file.
    pub schema: u32,
    /// The model's id, `NN/name`.
    pub model: String,
    /// Names of the threads; the first is `main`.
    pub threads: Vec<String>,
    /// What steps are called, with the answers to the choices in them: `select 1`.
    pub labels: Vec<String>,
    /// For each node its edges, three numbers each: the thread, the label, and by how much the
    /// node's number is less than that of the node to which the edge leads. The first node is the
    /// beginning.
    pub next: Vec<Vec<i64>>,
    /// Pairs of numbers: a node at which an execution ends, and how, as an index into `kinds`.
    pub ends: Vec<usize>,
    /// `done`, `deadlock`, `livelock`, `data race`; `failed` is any other failure.
    pub kinds: Vec<String>,
}

impl ScheduleGraph {
    /// The graph as JSON, with a line for each member.
    pub fn to_json(&self) -> String {
        let flat = |value: &dyn Fn() -> serde_json::Result<String>| {
            value().expect("a graph has only strings for keys")
        };
        let members = [
            ("schema", flat(&|| serde_json::to_string(&self.schema))),
            ("model", flat(&|| serde_json::to_string(&self.model))),
            ("threads", flat(&|| serde_json::to_string(&self.threads))),
            ("labels", flat(&|| serde_json::to_string(&self.labels))),
            ("next", flat(&|| serde_json::to_string(&self.next))),
            ("ends", flat(&|| serde_json::to_string(&self.ends))),
            ("kinds", flat(&|| serde_json::to_string(&self.kinds))),
        ];
        let members = members.map(|(name, value)| format!("{name:?}:{value}"));
        format!("{{\n {}\n}}\n", members.join(",\n "))
    }
}
