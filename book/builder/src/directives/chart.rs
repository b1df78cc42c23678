//! Measurements as bars: a table, so that it can be read without seeing it.

use super::Page;
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

/// What a program is written in, if that is not how its name begins.
const RUST: [&str; 2] = ["one-core", "piecemeal"];

/// `NN CASE`: every case whose name begins so; `NN`: all of them. The first chart of a page says how to
/// read it, and on which machine it was measured.
///
/// # Errors
/// There are none.
pub fn chart(sources: &Sources, page: &mut Page, argument: &str) -> anyhow::Result<String> {
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
    let how = format!(
        "A bar is the median of {} runs, in seconds, so a shorter bar is faster; the thin line across its end \
         reaches from the fastest run to the slowest. Rust's bars are solid, Go's striped, and those of other \
         programs hollow. Machine: {machine}.",
        measured.runs
    );
    if page.told.insert(how.clone()) {
        html += &format!("<p class=\"wb-machine\">{how}</p>\n");
    }
    Ok(html)
}

fn bars(case: &Case) -> String {
    let longest = case.commands.iter().map(|one| one.most);
    let longest = longest.fold(0.0, f64::max);
    let mut html = format!(
        "<table class=\"wb-chart\"><caption>{}</caption><thead><tr><th scope=\"col\">program</th>\
         <th scope=\"col\">seconds</th><th scope=\"col\">fastest to slowest</th></tr></thead><tbody>",
        escape(&case.name)
    );
    let mut commands: Vec<&Command> = case.commands.iter().collect();
    commands.sort_by(|a, b| a.median.total_cmp(&b.median));
    for one in commands {
        let plain = one.name.replace('_', "-");
        let language = match plain.split('-').next() {
            _ if RUST.contains(&plain.as_str()) => "rust",
            Some("rust") => "rust",
            Some("go") => "go",
            _ => "other",
        };
        let share = |seconds: f64| seconds / longest * 100.0;
        let (width, from) = (share(one.median).max(0.5), share(one.least));
        let range = share(one.most) - from;
        html += &format!(
            "<tr><th scope=\"row\">{}</th><td><span class=\"wb-track\">\
             <span class=\"wb-bar wb-{language}\" style=\"--w:{width:.1}%\"></span>\
             <span class=\"wb-range\" style=\"--from:{from:.1}%;--w:{range:.1}%\"></span></span>{}</td>\
             <td>{} – {}</td></tr>",
            escape(&plain),
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
