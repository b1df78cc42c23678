//! Lines of a source file around the one to look at.

use recording::Source;
use std::fs;
use std::path::Path;

/// A line: its number, its text, and whether it is the one.
pub type Line = (u32, String, bool);

/// So many lines of the file, the one to look at in the middle; that one alone if the file cannot be
/// read, or is another one by now.
pub fn around(root: &Path, source: &Source, rows: usize) -> Vec<Line> {
    let text = fs::read_to_string(root.join(&source.file)).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let here = source.line.saturating_sub(1) as usize;
    let same = lines
        .get(here)
        .is_some_and(|line| line.trim() == source.text.trim());
    if !same {
        return vec![(source.line, source.text.clone(), true)];
    }
    let first = here.saturating_sub(rows / 2);
    let first = first.min(lines.len().saturating_sub(rows));
    let shown = lines.iter().enumerate().skip(first).take(rows);
    shown
        .map(|(i, line)| (i as u32 + 1, line.replace('\t', "    "), i == here))
        .collect()
}
