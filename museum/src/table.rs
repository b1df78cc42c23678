//! All exhibits in a table, with what the explorer measured.

use crate::exhibit::{Exhibit, Version};
use crate::run;
use checker::recording::Verdict;

/// Checks both versions of every exhibit, and returns the table: a head, and a line for each.
pub fn table() -> String {
    let head = [
        "exhibit",
        "broken: fails with",
        "preemptions",
        "future dropped by",
        "fixed: executions",
        "source",
    ];
    let mut rows = vec![head.map(String::from)];
    rows.extend(crate::exhibits().iter().map(row));
    let mut widths = [0; 6];
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let mut table = String::new();
    for row in rows {
        let cells = row.iter().zip(widths);
        let cells = cells.map(|(cell, width)| format!("{cell:<width$}"));
        let line = cells.collect::<Vec<_>>().join("  ");
        table.push_str(line.trim_end());
        table.push('\n');
    }
    table
}

fn row(exhibit: &Exhibit) -> [String; 6] {
    let broken = run::explorer(exhibit, Version::Broken).verdict();
    let fixed = run::explorer(exhibit, Version::Fixed).verdict();
    let (fails, preemptions) = match broken {
        Verdict::Fails {
            kind, preemptions, ..
        } => (kind.to_string(), preemptions.to_string()),
        verdict => (verdict.to_string(), String::new()),
    };
    let executions = match fixed {
        Verdict::HoldsInAll {
            schedules,
            preemptions: None,
        } => schedules.to_string(),
        verdict => verdict.to_string(),
    };
    let dropped = exhibit.dropped_by.unwrap_or_default().to_owned();
    let (name, source) = (exhibit.name.to_owned(), exhibit.source.to_owned());
    [name, fails, preemptions, dropped, executions, source]
}
