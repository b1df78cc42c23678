//! The list of pages, `SUMMARY.md`: each is there, and none is left out.

use crate::place::{Pages, place};
use std::collections::BTreeSet;

const SUMMARY: &str = "SUMMARY.md";

/// What is wrong with it: mdBook stops at the first file that is missing, and says nothing of one that is
/// left out.
pub fn check(pages: &Pages) -> Vec<String> {
    let (mut wrong, mut listed) = (vec![], BTreeSet::new());
    for (number, line) in pages.lines(SUMMARY) {
        for (_, rest) in line
            .match_indices("](")
            .map(|(at, _)| line.split_at(at + 2))
        {
            let path = rest.split(')').next().unwrap_or_default();
            let path = path.trim_start_matches("./");
            let told = match path {
                "" => "a chapter without a page: write it, and name its file".into(),
                path if !pages.names().any(|name| name == path) => {
                    format!("there is no book/src/{path}: write it, or take this line out")
                }
                path if !listed.insert(path) => format!("{path} is listed for the second time"),
                _ => continue,
            };
            wrong.push(format!("{}: {told}", place(SUMMARY, Some(number))));
        }
    }
    if wrong.is_empty() {
        let missing = pages
            .names()
            .filter(|name| *name != SUMMARY && !listed.contains(name));
        wrong.extend(missing.map(|name| {
            let place = place(name, Some(1));
            format!(
                "{place}: no reader finds this page: list it in book/src/{SUMMARY}, or delete it"
            )
        }));
    }
    wrong
}
