//! JSON with one line for each step, source, object and outcome: a diff shows what changed.
//!
//! Serde writes the leaves; only the frame around them is made here, because none of serde's
//! formats breaks lines in the places that matter. Taking the types apart field by field means
//! that a new field does not compile until it is written.

use super::{Execution, Recording};
use serde::Serialize;

pub(super) fn to_string(recording: &Recording) -> String {
    let Recording {
        schema,
        model,
        verdict,
        distinct,
        outcomes,
        sources,
        executions,
    } = recording;
    let mut members = vec![
        ("schema", flat(schema)),
        ("model", flat(model)),
        ("verdict", flat(verdict)),
        ("distinct", flat(distinct)),
    ];
    if !outcomes.is_empty() {
        members.push(("outcomes", array(1, outcomes.iter().map(flat))));
    }
    members.push(("sources", array(1, sources.iter().map(flat))));
    members.push(("executions", array(1, executions.iter().map(execution))));
    object(0, &members) + "\n"
}

fn execution(execution: &Execution) -> String {
    let Execution {
        threads,
        objects,
        steps,
        end,
        schedule,
    } = execution;
    let mut members = vec![
        ("threads", flat(threads)),
        ("objects", array(3, objects.iter().map(flat))),
        ("steps", array(3, steps.iter().map(flat))),
        ("end", flat(end)),
    ];
    if let Some(schedule) = schedule {
        members.push(("schedule", flat(schedule)));
    }
    object(2, &members)
}

/// One value on one line.
fn flat(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("a recording has only strings for keys")
}

/// An object with a line for each member, whose bracket stands at `depth`.
fn object(depth: usize, members: &[(&str, String)]) -> String {
    let lines = members
        .iter()
        .map(|(key, value)| format!("{key:?}:{value}"));
    bracketed(depth, ['{', '}'], lines)
}

/// An array with a line for each item, whose bracket stands at `depth`.
fn array(depth: usize, items: impl Iterator<Item = String>) -> String {
    bracketed(depth, ['[', ']'], items)
}

fn bracketed(
    depth: usize,
    [open, close]: [char; 2],
    items: impl Iterator<Item = String>,
) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() {
        return format!("{open}{close}");
    }
    let inner = " ".repeat(depth + 1);
    let outer = " ".repeat(depth);
    let body = items.join(&format!(",\n{inner}"));
    format!("{open}\n{inner}{body}\n{outer}{close}")
}
