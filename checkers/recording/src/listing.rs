//! The listing: lines of source that took part, quoted under their file.

use super::quotes::{Quote, quotes, steps};
use super::style::Paint;
use super::text::{cut, paragraph, width};
use super::view::View;

/// Blanks between a line and its steps.
const GAP: usize = 3;

/// The listing, with a heading for each file; empty if no step has a source.
pub(super) fn listing(view: &View<'_>) -> Vec<String> {
    let (quotes, left_out) = quotes(view);
    let mut files: Vec<String> = vec![];
    for quote in &quotes {
        if !files.contains(&quote.file) {
            files.push(quote.file.clone());
        }
    }
    let mut out = vec![];
    let columns = view.style.columns();
    for file in files {
        let mut quotes: Vec<&Quote> = quotes.iter().filter(|quote| quote.file == file).collect();
        quotes.sort_by_key(|quote| quote.line);
        if view.style.plain {
            say(view, &file, &quotes, &mut out);
        } else {
            let file = shortened(&file, columns.saturating_sub(2), &view.style.sign("…"));
            paragraph(&mut out, "  ", &file, columns);
            draw(view, &quotes, &mut out);
        }
    }
    if left_out > 0 {
        let more = super::verdict::count(left_out as u64, "more line");
        paragraph(&mut out, "  ", &format!("and {more}"), columns);
    }
    out
}

/// The lines as sentences.
fn say(view: &View<'_>, file: &str, quotes: &[&Quote], out: &mut Vec<String>) {
    let columns = view.style.columns();
    paragraph(
        out,
        "",
        &format!("Lines of {file} in this execution:"),
        columns,
    );
    for quote in quotes {
        let fails = if quote.fails { ", where it fails" } else { "" };
        let steps = match steps(view, quote) {
            steps if steps.is_empty() => steps,
            steps => format!(" ({steps})"),
        };
        let text = format!("line {}{fails}: {}{steps}", quote.line, quote.text);
        paragraph(out, "- ", &text, columns);
    }
}

/// The end of a path that has room, from a `/` on.
fn shortened(file: &str, columns: usize, ellipsis: &str) -> String {
    let ends = file
        .match_indices('/')
        .map(|(at, _)| format!("{ellipsis}{}", &file[at..]));
    let mut all = std::iter::once(file.to_string()).chain(ends);
    let found = all.find(|path| width(path) <= columns);
    found.unwrap_or_else(|| file.to_string())
}

fn draw(view: &View<'_>, quotes: &[&Quote], out: &mut Vec<String>) {
    let style = view.style;
    let columns = style.columns();
    let bar = style.sign("│");
    let numbers = quotes
        .iter()
        .map(|quote| quote.line.to_string().len())
        .max();
    let numbers = numbers.unwrap_or(0);
    // Blanks, the mark, the number and the bar, with a blank between them.
    let indent = 2 + 1 + 1 + numbers + 1 + 1 + 1;
    let fits = |text: usize, steps: &str| indent + text + GAP + width(steps) <= columns;
    let steps: Vec<String> = quotes.iter().map(|quote| steps(view, quote)).collect();
    let beside = quotes
        .iter()
        .zip(&steps)
        .map(|(quote, steps)| (width(&quote.text), steps));
    let aligned = beside
        .filter(|(text, steps)| fits(*text, steps))
        .map(|(text, _)| text)
        .max();
    for (quote, steps) in quotes.iter().zip(&steps) {
        let mark = if quote.fails {
            style.sign("✗")
        } else {
            " ".to_string()
        };
        let text = cut(
            &quote.text,
            columns.saturating_sub(indent),
            &style.sign("…"),
        );
        let line = format!("  {mark} {:>numbers$} {bar} {text}", quote.line);
        let paint = |line: &str| match quote.fails {
            true => style.paint(Paint::Bad, line),
            false => line.to_string(),
        };
        let column = aligned.unwrap_or(0).max(width(&text));
        if steps.is_empty() {
            out.push(paint(line.trim_end()));
        } else if fits(column, steps) {
            let gap = " ".repeat(column + GAP - width(&text));
            out.push(format!(
                "{}{gap}{}",
                paint(&line),
                style.paint(Paint::Dim, steps)
            ));
        } else {
            out.push(paint(line.trim_end()));
            let lead = format!("{}{bar}{}", " ".repeat(indent - 2), " ".repeat(GAP));
            // Huge line numbers leave no room under the text.
            let lead = if 2 * indent < columns {
                lead
            } else {
                " ".repeat(GAP)
            };
            let mut below = vec![];
            paragraph(&mut below, &lead, steps, columns);
            out.extend(below.iter().map(|line| style.paint(Paint::Dim, line)));
        }
    }
}
