//! Which tool finds which bug: every bug of the lessons, and what each tool made of it when it ran.

use crate::html::escape;
use crate::sources::Sources;
use anyhow::{Context, bail, ensure};
use recording::number;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// Written by `cargo run --release --package workbook-tools`.
const MEASURED: &str = "book/measurements/tools.json";

/// The tools in the order of the columns: their ids and names.
const TOOLS: [(&str, &str); 9] = [
    ("rustc", "rustc"),
    ("clippy", "clippy"),
    ("plain", "plain runs"),
    ("go_deadlock", "Go deadlock"),
    ("go_vet", "go vet"),
    ("go_race", "go -race"),
    ("parking_lot", "parking_lot"),
    ("loom", "loom"),
    ("explorer", "explorer"),
];

#[derive(Debug, Deserialize)]
struct Measured {
    machine: Machine,
    versions: BTreeMap<String, String>,
    runs: u64,
    go_runs: u64,
    rows: Vec<Row>,
}

#[derive(Debug, Deserialize)]
struct Machine {
    cpu: String,
    cores: u32,
    os: String,
}

#[derive(Debug, Deserialize)]
struct Row {
    trap: String,
    go_beside: Option<[u64; 2]>,
    cells: BTreeMap<String, Cell>,
}

#[derive(Debug, Deserialize)]
struct Cell {
    verdict: Verdict,
    times: Option<u64>,
    of: Option<u64>,
    says: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Verdict {
    Found,
    Partly,
    Missed,
    Inapplicable,
}

impl Verdict {
    const ALL: [Verdict; 4] = [
        Verdict::Found,
        Verdict::Partly,
        Verdict::Missed,
        Verdict::Inapplicable,
    ];

    /// The sign, its class, and what it means.
    fn sign(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Verdict::Found => ("●", "wb-found", "found"),
            Verdict::Partly => ("◐", "wb-partly", "partly"),
            Verdict::Missed => ("○", "wb-missed", "missed"),
            Verdict::Inapplicable => ("–", "wb-apart", "does not apply"),
        }
    }
}

/// The matrix; with `counts`, how many bugs each tool found.
///
/// # Errors
/// A bug was not measured, a cell is empty, or the file names a bug that does not exist.
pub fn tools(sources: &Sources, argument: &str) -> anyhow::Result<String> {
    let measured: Measured = serde_json::from_str(&sources.read(MEASURED)?).context(MEASURED)?;
    is_complete(sources, &measured)?;
    match argument {
        "" => matrix(sources, &measured),
        "counts" => Ok(counts(&measured)),
        _ => bail!("{argument:?}: write {{{{#tools}}}} or {{{{#tools counts}}}}"),
    }
}

fn is_complete(sources: &Sources, measured: &Measured) -> anyhow::Result<()> {
    let again = "run `cargo run --release --package workbook-tools`";
    let mut traps = BTreeSet::new();
    for lesson in sources.lessons()? {
        let Ok(files) = fs::read_dir(sources.root.join(format!("lessons/{lesson}/src/traps")))
        else {
            continue;
        };
        for file in files {
            let name = file?.file_name().to_string_lossy().replace('_', "-");
            traps.insert(format!("{}/{}", &lesson[..2], name.trim_end_matches(".rs")));
        }
    }
    let rows: BTreeSet<String> = measured.rows.iter().map(|row| row.trap.clone()).collect();
    if let Some(trap) = traps.symmetric_difference(&rows).next() {
        bail!("{trap} is in the lessons or in {MEASURED}, but not in both: {again}");
    }
    for row in &measured.rows {
        for (tool, _) in TOOLS {
            let has = row.cells.contains_key(tool);
            ensure!(has, "{} lacks {tool} in {MEASURED}: {again}", row.trap);
        }
    }
    Ok(())
}

fn matrix(sources: &Sources, measured: &Measured) -> anyhow::Result<String> {
    let heads = TOOLS.map(|(_, name)| format!("<th scope=\"col\"><span>{name}</span></th>"));
    let mut html = format!(
        "<table class=\"wb-tools\"><thead><tr><th scope=\"col\">bug</th>{}</tr></thead>",
        heads.concat()
    );
    for lesson in sources.lessons()? {
        let rows = measured
            .rows
            .iter()
            .filter(|row| row.trap[..2] == lesson[..2]);
        let rows: String = rows.map(|row| line(&lesson, row, measured.runs)).collect();
        if !rows.is_empty() {
            let page = sources.read(&format!("book/src/{lesson}.md"))?;
            let title = page.lines().next().unwrap_or_default();
            let title = escape(title.trim_start_matches(['#', ' ']));
            html += &format!(
                "<tbody><tr><th scope=\"rowgroup\" colspan=\"10\"><a href=\"{lesson}.html\">{title}</a></th></tr>{rows}</tbody>"
            );
        }
    }
    html += "</table>";
    html += &legend(measured);
    html += &reports(measured);
    Ok(html)
}

/// A bug's row.
fn line(lesson: &str, row: &Row, runs: u64) -> String {
    let name = row.trap.get(3..).unwrap_or_default();
    let cells = TOOLS.map(|(tool, _)| {
        let cell = &row.cells[tool];
        let (sign, class, _) = cell.verdict.sign();
        let sign = match (tool, cell.times) {
            ("plain", Some(times)) if Some(times) == cell.of => "all".into(),
            ("plain", Some(times)) if cell.of == Some(runs) => number(times),
            ("plain", Some(times)) => format!("{times}/{}", cell.of.unwrap_or_default()),
            _ => sign.to_string(),
        };
        let said = escape(&said(tool, row));
        format!(
            "<td class=\"{class}\"><span aria-hidden=\"true\">{sign}</span><span class=\"wb-said\">{said}</span></td>"
        )
    });
    format!(
        "<tr><th scope=\"row\"><a href=\"{lesson}.html#{0}\"><code>{0}</code></a></th>{1}</tr>",
        escape(name),
        cells.concat()
    )
}

/// What a tool made of a bug, in words.
fn said(tool: &str, row: &Row) -> String {
    let cell = &row.cells[tool];
    let mut text = match (cell.times, cell.of) {
        (Some(times), Some(of)) => {
            let did = if tool == "plain" { "wrong" } else { "found" };
            format!("{did} in {} of {} runs", number(times), number(of))
        }
        _ => cell.verdict.sign().2.to_string(),
    };
    if let Some(says) = &cell.says {
        text += &format!(": {}", says.trim_end_matches('.'));
    }
    if let (Some([times, of]), "go_deadlock") = (row.go_beside, tool) {
        text += &format!("; with a goroutine that sleeps beside, in {times} of {of}");
    }
    text
}

/// What the signs mean, and what ran where.
fn legend(measured: &Measured) -> String {
    let Machine { cpu, cores, os } = &measured.machine;
    let version = |tool: &str, name: &str| {
        let version = measured.versions.get(tool).map_or("?", String::as_str);
        format!("{name} {}", escape(version))
    };
    let versions = [
        version("rustc", "rustc"),
        version("clippy", "clippy"),
        version("go", "Go"),
        version("parking_lot", "parking_lot"),
        version("loom", "loom"),
    ];
    format!(
        "<p class=\"wb-machine\">● found in every run; ◐ found in some runs, or rustc refuses another form of the bug; \
         ○ not found; – does not apply. Plain runs: how many of {} runs went wrong; <em>all</em>: every run. Go programs: \
         {} runs each. A program that hangs was run less often. {}. {cores} × {}, {os}, shared with other jobs.</p>",
        number(measured.runs),
        number(measured.go_runs),
        versions.join(", "),
        escape(cpu)
    )
}

/// The cells in words, folded, but for tools that missed the bug.
fn reports(measured: &Measured) -> String {
    let mut html = String::from(
        "<details class=\"wb-more\"><summary>What the tools reported, bug by bug</summary><dl class=\"wb-reports\">",
    );
    for row in &measured.rows {
        html += &format!("<dt><code>{}</code></dt><dd>", escape(&row.trap));
        let telling = TOOLS.iter().filter(|(tool, _)| {
            let cell = &row.cells[*tool];
            *tool == "plain" || cell.verdict != Verdict::Missed
        });
        let cells: Vec<String> = telling
            .map(|(tool, name)| format!("<strong>{name}</strong>: {}.", escape(&said(tool, row))))
            .collect();
        html += &format!("{}</dd>", cells.join(" "));
    }
    html + "</dl></details>\n"
}

/// How many bugs each tool found.
fn counts(measured: &Measured) -> String {
    let mut html = String::from(
        "<table class=\"wb-outcomes\"><thead><tr><th scope=\"col\">tool</th><th scope=\"col\">found</th>\
         <th scope=\"col\">partly</th><th scope=\"col\">missed</th><th scope=\"col\">does not apply</th></tr></thead><tbody>",
    );
    for (tool, name) in TOOLS {
        let of = |verdict| {
            let cells = measured.rows.iter().map(|row| row.cells[tool].verdict);
            cells.filter(|one| *one == verdict).count()
        };
        let cells = Verdict::ALL.map(|verdict| format!("<td>{}</td>", of(verdict)));
        html += &format!("<tr><th scope=\"row\">{name}</th>{}</tr>", cells.concat());
    }
    html + "</tbody></table>\n"
}
