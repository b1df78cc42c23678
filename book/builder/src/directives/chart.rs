//! Measurements as bars: a table, so that it can be read without seeing it.

use crate::html::escape;
use crate::sources::Sources;
use anyhow::{Context, ensure};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Measured {
    machine: Machine,
    runs: u32,
    cases: Vec<Case>,
}

#[derive(Debug, Deserialize)]
struct Machine {
    cpu: String,
    cores: u32,
    os: String,
    rustc: String,
    go: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Case {
    name: String,
    commands: Vec<Command>,
}

/// Seconds.
#[derive(Debug, Deserialize)]
struct Command {
    name: String,
    median: f64,
    least: f64,
    most: f64,
}

/// `NN CASE`: every case whose name begins so; `NN`: all of them.
///
/// # Errors
/// There are none.
pub fn chart(sources: &Sources, argument: &str) -> anyhow::Result<String> {
    let (number, name) = argument.split_once(' ').unwrap_or((argument, ""));
    let file = format!("book/measurements/{number}.json");
    let measured: Measured =
        serde_json::from_str(&sources.read(&file)?).with_context(|| file.clone())?;
    let names: Vec<&str> = measured
        .cases
        .iter()
        .map(|case| case.name.as_str())
        .collect();
    let cases = measured.cases.iter();
    let cases: Vec<&Case> = cases.filter(|case| case.name.starts_with(name)).collect();
    ensure!(
        !cases.is_empty(),
        "no case of lesson {number} begins with {name:?}: {file} has {}",
        names.join(", ")
    );
    let mut html = String::new();
    for case in cases {
        html += &bars(case);
    }
    let Machine {
        cpu,
        cores,
        os,
        rustc,
        go,
    } = &measured.machine;
    let tools = [Some(rustc.as_str()), go.as_deref()].into_iter().flatten();
    let tools: Vec<&str> = tools
        .map(|tool| tool.split(" (").next().unwrap_or(tool))
        .collect();
    let machine = escape(&format!("{cores} × {cpu}, {os}, {}", tools.join(", ")));
    html += &format!(
        "<p class=\"wb-machine\">Seconds: the median of {} runs in turn, least to most beside it. {machine}.</p>\n",
        measured.runs
    );
    Ok(html)
}

fn bars(case: &Case) -> String {
    let longest = case
        .commands
        .iter()
        .map(|one| one.median)
        .fold(0.0, f64::max);
    let mut html = format!(
        "<table class=\"wb-chart\"><caption>{}</caption><thead><tr><th scope=\"col\">program</th>\
         <th scope=\"col\">seconds</th><th scope=\"col\">least to most</th></tr></thead><tbody>",
        escape(&case.name)
    );
    let mut commands: Vec<&Command> = case.commands.iter().collect();
    commands.sort_by(|a, b| a.median.total_cmp(&b.median));
    for one in commands {
        let name = escape(&one.name.replace('_', "-"));
        let width = (one.median / longest * 100.0).max(0.5);
        html += &format!(
            "<tr><th scope=\"row\">{name}</th><td><span class=\"wb-bar\" style=\"--w:{width:.1}%\"></span>\
             {}</td><td>{} – {}</td></tr>",
            seconds(one.median),
            seconds(one.least),
            seconds(one.most)
        );
    }
    html + "</tbody></table>\n"
}

/// Three digits.
fn seconds(seconds: f64) -> String {
    let digits = match seconds {
        100.0.. => 0,
        10.0.. => 1,
        1.0.. => 2,
        0.1.. => 3,
        0.01.. => 4,
        _ => 5,
    };
    format!("{seconds:.digits$}")
}
