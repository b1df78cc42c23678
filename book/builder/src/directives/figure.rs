//! Drawings: SVG that has neither colors nor fonts of its own, so that it follows the theme, and that
//! can be read on a phone.

mod drawing;

use super::Page;
use crate::html::inline;
use crate::links::{files, within};
use crate::sources::Sources;
use anyhow::{Context, ensure};
use drawing::Drawing;
use std::collections::BTreeSet;

/// Where they are.
const FOLDER: &str = "book/figures";

/// The head of every arrow of a page. It has the color of its line where the browser can do that.
const HEAD: &str = "<defs><marker id=\"fig-head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" \
    markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\">\
    <path class=\"fig-head\" d=\"M0 0 8 4 0 8z\"/></marker></defs>";

/// `NAME CAPTION`.
///
/// # Errors
/// There is no such drawing, it has no caption, or it would not be read in every theme and on a phone.
pub fn figure(sources: &Sources, page: &mut Page, argument: &str) -> anyhow::Result<String> {
    let (name, caption) = argument.split_once(' ').unwrap_or((argument, ""));
    ensure!(
        !caption.trim().is_empty(),
        "what does the figure show? Its caption stands behind the name: {{{{#figure NAME CAPTION}}}}"
    );
    let file = format!("{FOLDER}/{name}.svg");
    let svg = sources.read(&file)?;
    let drawing = Drawing::read(&svg).with_context(|| file.clone())?;
    page.figures.insert(name.into());
    for id in &drawing.ids {
        ensure!(
            id.starts_with(&format!("{name}-")),
            "{file}: the id {id} may be on the page already: begin it with {name}-"
        );
        ensure!(
            page.id(id.clone()) == *id,
            "{file}: the id {id} is on the page already: a figure is shown once"
        );
    }
    let head = if svg.contains("fig-arrow") && page.ids.insert("fig-head".into()) {
        HEAD
    } else {
        ""
    };
    let svg = arrows(&svg);
    let (begin, rest) = svg.split_once("</desc>").context("no </desc>")?;
    // A blank line would end the block of HTML.
    let lines = |text: &str| {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    };
    Ok(format!(
        "<figure class=\"wb-figure\" style=\"--w:{}\">\n{}</desc>{head}\n{}\n<figcaption>{}</figcaption>\n</figure>\n",
        drawing.width,
        lines(begin),
        lines(rest),
        inline(caption.trim())?
    ))
}

/// Which drawings no page shows.
///
/// # Errors
/// They cannot be listed.
pub fn unused(sources: &Sources, shown: &BTreeSet<&str>) -> anyhow::Result<Vec<String>> {
    let folder = sources.root.join(FOLDER);
    let mut found = vec![];
    if folder.exists() {
        files(&folder, "svg", &mut found)?;
    }
    found.sort();
    let names = found.iter().map(|path| within(&folder, path));
    let unused = names.filter(|name| !shown.contains(name.trim_end_matches(".svg")));
    let told = unused.map(|name| {
        let figure = name.trim_end_matches(".svg");
        format!(
            "{FOLDER}/{name}:1: no page shows it: add {{{{#figure {figure} CAPTION}}}} to one, or delete it"
        )
    });
    Ok(told.collect())
}

/// A line with the class of an arrow gets its head.
fn arrows(svg: &str) -> String {
    let mut tags = svg.split('<');
    let mut out = tags.next().unwrap_or_default().to_string();
    for tag in tags {
        out.push('<');
        let (inner, _) = tag.split_once('>').unwrap_or((tag, ""));
        match inner.split_once("class=\"") {
            Some((before, rest))
                if rest
                    .split('"')
                    .next()
                    .is_some_and(|classes| classes.split(' ').any(|one| one == "fig-arrow")) =>
            {
                out += before;
                out += "marker-end=\"url(#fig-head)\" ";
                out += &tag[before.len()..];
            }
            _ => out += tag,
        }
    }
    out
}
