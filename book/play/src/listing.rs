//! The lines of source around those that steps point to.

use std::collections::BTreeMap;

/// A line: its number, from 1, and its text. A gap has the number 0.
pub type Line = (usize, String);

/// Reads a file of sources, by its path from the root of the clone.
pub type Read<'a> = &'a dyn Fn(&str) -> anyhow::Result<String>;

/// Lines that are shown around those that steps point to.
const AROUND: usize = 4;

/// For each file the lines around those that are pointed to.
///
/// # Errors
/// A file cannot be read.
pub fn listings<'a>(
    read: Read<'_>,
    lines: impl Iterator<Item = (&'a str, usize)>,
) -> anyhow::Result<BTreeMap<String, Vec<Line>>> {
    let mut wanted: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (file, line) in lines {
        wanted.entry(file).or_default().push(line);
    }
    let mut listings = BTreeMap::new();
    for (file, near) in wanted {
        let text = read(file)?;
        let mut listing: Vec<Line> = vec![];
        for (number, line) in (1..).zip(text.lines()) {
            let shown = near
                .iter()
                .any(|one| number + AROUND >= *one && number <= one + AROUND);
            let begins = listing.last().is_none_or(|(last, _)| last + 2 < number);
            if !shown || is_no_code(line) || (begins && line.trim().is_empty()) {
                continue;
            }
            if begins && !listing.is_empty() {
                listing.push((0, String::new()));
            }
            listing.push((number, line.replace('\t', "    ")));
        }
        listings.insert(file.to_string(), listing);
    }
    Ok(listings)
}

/// Whether a line only explains an item, or marks where a listing of the book begins or ends.
fn is_no_code(line: &str) -> bool {
    let line = line.trim_start();
    ["///", "//!", "// ANCHOR:", "// ANCHOR_END:"]
        .iter()
        .any(|start| line.starts_with(start))
}
