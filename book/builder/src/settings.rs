//! The book's settings, `book.toml`: mdBook takes nothing of what it does not know, and the line is
//! not always told.

use anyhow::{Context, anyhow};
use mdbook_driver::config::{Config, HtmlConfig};
use std::fs;
use std::path::Path;

const FILE: &str = "book.toml";

/// Reads them.
///
/// # Errors
/// One is unknown, or has no such value.
pub fn read(book: &Path) -> anyhow::Result<(Config, HtmlConfig)> {
    let path = book.join(FILE);
    let text = fs::read_to_string(&path);
    let text = text.with_context(|| format!("cannot read {}", path.display()))?;
    let told = |error: anyhow::Error| {
        let cause = error.root_cause().to_string();
        let unknown = cause.split_once("unknown field `").map(|(_, rest)| rest);
        match unknown.and_then(|rest| rest.split_once('`')) {
            Some((field, known)) => {
                let known = known.trim_start_matches([',', ' ']);
                anyhow!(
                    "{}: there is no setting `{field}`: {known}",
                    place(&text, &[field])
                )
            }
            None => error.context(format!("book/{FILE}")),
        }
    };
    let config: Config = text.parse().map_err(told)?;
    let html = config.get("output.html").map_err(told)?;
    Ok((config, html.unwrap_or_default()))
}

/// The line of the settings that holds one of these words, as far as there is one.
pub fn place(text: &str, words: &[&str]) -> String {
    let mut lines = (1..).zip(text.lines());
    let found = lines.find(|(_, line)| words.iter().any(|word| line.contains(word)));
    match found {
        Some((line, _)) => format!("book/{FILE}:{line}"),
        None => format!("book/{FILE}"),
    }
}

/// What mdBook warns of and is about no page: it puts what it is about between quotes.
pub fn warned(book: &Path, warning: &str) -> String {
    let text = fs::read_to_string(book.join(FILE)).unwrap_or_default();
    let words: Vec<&str> = warning.split(['`', '"']).skip(1).step_by(2).collect();
    format!("{}: mdBook warns: {warning}", place(&text, &words))
}
