//! What comes of a pair of threads that meet in memory: what Rust allows, what each checker reaches, and what real
//! threads did.

use crate::html::escape;
use crate::sources::Sources;
use anyhow::{Context, ensure};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Written by `cargo test --release --package pages --test threads -- --ignored`.
const MEASURED: &str = "book/measurements/orderings.json";

#[derive(Debug, Deserialize)]
struct Measured {
    machine: Machine,
    runs: u64,
    pairs: Vec<Pair>,
}

#[derive(Debug, Deserialize)]
struct Machine {
    cpu: String,
    cores: u32,
    os: String,
    rustc: String,
}

#[derive(Debug, Deserialize)]
struct Pair {
    name: String,
    allowed: Vec<String>,
    seen: BTreeMap<String, u64>,
}

/// `MODEL MODEL …`: a table with a group of rows for each model.
///
/// # Errors
/// One of them is not recorded, has no graph, or was not measured.
pub fn orderings(sources: &Sources, argument: &str) -> anyhow::Result<String> {
    let measured: Measured = serde_json::from_str(&sources.read(MEASURED)?).context(MEASURED)?;
    let mut html = String::from(
        "<table class=\"wb-outcomes wb-orderings\"><thead><tr><th scope=\"col\">outcome</th>\
         <th scope=\"col\">in Rust</th><th scope=\"col\">explorer</th><th scope=\"col\">loom</th>\
         <th scope=\"col\">threads</th></tr></thead>",
    );
    let mut models = argument.split_whitespace().peekable();
    ensure!(models.peek().is_some(), "name the models of the table");
    for model in models {
        html += &group(sources, model, &measured)?;
    }
    let Machine {
        cpu,
        cores,
        os,
        rustc,
    } = &measured.machine;
    let rustc = rustc.split(" (").next().unwrap_or(rustc);
    let machine = escape(&format!("{cores} × {cpu}, {os}, {rustc}"));
    let runs = thousands(measured.runs);
    html +=
        &format!("</table><p class=\"wb-machine\">Threads: {runs} runs of each. {machine}.</p>\n");
    Ok(html)
}

fn group(sources: &Sources, model: &str, measured: &Measured) -> anyhow::Result<String> {
    let (_, name) = model.split_once('/').context("name a model as NN/NAME")?;
    let pair = measured.pairs.iter().find(|pair| pair.name == name);
    let pair = pair.with_context(|| format!("{model} was not measured: {MEASURED} lacks it"))?;
    let loom: BTreeSet<String> = sources
        .recording(model)?
        .outcomes
        .into_iter()
        .map(|outcome| outcome.value)
        .collect();
    let explorer = sources.graph(model)?;
    let explorer = explorer.returned();
    let mut outcomes: BTreeSet<&str> = pair.allowed.iter().map(String::as_str).collect();
    outcomes.extend(loom.iter().map(String::as_str));
    outcomes.extend(explorer.iter());
    outcomes.extend(pair.seen.keys().map(String::as_str));
    let mut html = format!(
        "<tbody><tr><th scope=\"rowgroup\" colspan=\"5\"><code>{}</code></th></tr>",
        escape(model)
    );
    for outcome in outcomes {
        let allowed = pair.allowed.iter().any(|one| one == outcome);
        let loom = match (loom.contains(outcome), allowed) {
            (true, true) => "yes",
            (true, false) => "<strong>false alarm</strong>",
            (false, true) => "<strong>missed</strong>",
            (false, false) => "–",
        };
        let explorer = match explorer.contains(&outcome) {
            true => "yes",
            false => "–",
        };
        let allowed = if allowed { "yes" } else { "no" };
        let seen = pair.seen.get(outcome).copied().unwrap_or_default();
        html += &format!(
            "<tr><td><code>{}</code></td><td>{allowed}</td><td>{explorer}</td><td>{loom}</td><td>{}</td></tr>",
            escape(outcome),
            thousands(seen)
        );
    }
    Ok(html + "</tbody>")
}

/// 1,234,567.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
