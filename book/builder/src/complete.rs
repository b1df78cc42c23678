//! What no page may lack: a lesson without its player, its outcomes, its figure, its chart or its output is no
//! short page but a missing one.

use crate::directives::{PARTS, Page, figure};
use crate::place::place;
use crate::sources::Sources;
use std::collections::{BTreeMap, BTreeSet};

/// The pages by their names.
pub type ByName = BTreeMap<String, Page>;

/// What stands on the page of a lesson's exercises, and on no other.
const EXERCISES: &str = "exercises";

/// What each lesson's pages lack, and which figures no page shows. A part counts for its own lesson only.
///
/// # Errors
/// The lessons cannot be listed.
pub fn check(sources: &Sources, pages: &ByName) -> anyhow::Result<Vec<String>> {
    let mut wrong = vec![];
    for slug in sources.lessons()? {
        let lesson = PARTS.iter().filter(|part| **part != EXERCISES);
        let exercises = PARTS.iter().filter(|part| **part == EXERCISES);
        wrong.extend(lacks(pages, &slug, &slug, lesson));
        wrong.extend(lacks(pages, &slug, &format!("{slug}-exercises"), exercises));
    }
    let figures = pages.values().flat_map(|page| &page.figures);
    wrong.extend(figure::unused(
        sources,
        &figures.map(String::as_str).collect(),
    )?);
    Ok(wrong)
}

fn lacks<'a>(
    pages: &ByName,
    slug: &str,
    page_name: &str,
    parts: impl Iterator<Item = &'a &'a str>,
) -> Vec<String> {
    let name = format!("{page_name}.md");
    let here = place(&name, Some(1));
    let Some(page) = pages.get(&name) else {
        return vec![format!(
            "{here}: lessons/{slug} has no such page: write it, and list it in book/src/SUMMARY.md"
        )];
    };
    let number = slug.split('-').next().unwrap_or_default();
    // A long lesson has more pages, `08-pipes-building.md` behind `08-pipes.md`: they count together.
    let more = format!("{page_name}-");
    let exercises = format!("{slug}-{EXERCISES}.md");
    let further = pages
        .iter()
        .filter(|(name, _)| name.starts_with(&more) && **name != exercises);
    let own: BTreeSet<&str> = further
        .flat_map(|(_, page)| &page.own)
        .chain(&page.own)
        .copied()
        .collect();
    let missing = parts.filter(|part| !own.contains(**part));
    let told = missing.map(|part| {
        let add = match *part {
            "code" => format!("{{{{#code lessons/{slug}/FILE:ANCHOR}}}}"),
            "output" => format!("{{{{#output lessons/{slug}/FILE.snap}}}}"),
            "figure" => "{{#figure NAME CAPTION}}, and draw book/figures/NAME.svg".into(),
            "quiz" => "{{#quiz QUESTION}} … {{/quiz}}".into(),
            "models" | "exercises" => format!("{{{{#{part} {number}}}}}"),
            "chart" => format!("{{{{#chart {number} NAME}}}}"),
            part => format!("{{{{#{part} {number}/MODEL}}}}"),
        };
        format!("{here}: lesson {number} has no {part} on this page: add {add}")
    });
    told.collect()
}

/// Which parts each page has: a table, page by part. Before them its words, and the mean of a sentence.
pub fn table(pages: &ByName) -> String {
    let widest = pages.keys().map(String::len).max().unwrap_or(0);
    let mut text = format!("{:widest$}  words  mean", "page");
    for part in PARTS {
        text += &format!("  {part}");
    }
    text.push('\n');
    for (name, page) in pages {
        let (words, mean) = (page.prose.words, page.prose.mean());
        text += &format!("{name:widest$}  {words:>5}  {mean:>4.1}");
        for part in PARTS {
            let (count, width) = (page.parts.get(part).copied().unwrap_or(0), part.len());
            match count {
                0 => text += &format!("  {:>width$}", "-"),
                n => text += &format!("  {n:>width$}"),
            }
        }
        text.push('\n');
    }
    text
}
