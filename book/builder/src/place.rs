//! Where in the pages something stands: most of what is wrong is found in what was rendered.

use crate::links::{files, within};
use anyhow::Context;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The pages as they were written, by their path within `src`.
#[derive(Debug)]
pub struct Pages(BTreeMap<String, String>);

/// A page, or the line of it that is known, as editors and terminals understand it.
pub fn place(page: &str, line: Option<usize>) -> String {
    match line {
        Some(line) => format!("book/src/{page}:{line}"),
        None => format!("book/src/{page}"),
    }
}

impl Pages {
    /// Reads all of them.
    ///
    /// # Errors
    /// One cannot be read.
    pub fn read(src: &Path) -> anyhow::Result<Pages> {
        let (mut found, mut pages) = (vec![], BTreeMap::new());
        files(src, "md", &mut found)?;
        for path in found {
            let text = fs::read_to_string(&path);
            let text = text.with_context(|| format!("cannot read {}", path.display()))?;
            pages.insert(within(src, &path), text);
        }
        Ok(Pages(pages))
    }

    /// Their names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The page that something was rendered from. The first page is rendered a second time, as
    /// `index.html`.
    pub fn source(&self, html: &str) -> Option<&str> {
        let name = html.strip_suffix(".html")?;
        let names = [
            format!("{name}.md"),
            name.replace("index", "README") + ".md",
        ];
        let found = names.iter().find_map(|name| self.0.get_key_value(name));
        found.map(|(name, _)| name.as_str())
    }

    /// The lines of a page, from 1.
    pub fn lines(&self, page: &str) -> impl Iterator<Item = (usize, &str)> {
        let text = self.0.get(page).map_or("", String::as_str);
        (1..).zip(text.lines())
    }

    /// The last line that holds one of these texts; of those that come first in the list, if any.
    pub fn line(&self, page: &str, texts: &[String]) -> Option<usize> {
        let mut texts = texts.iter().filter(|text| !text.is_empty());
        texts.find_map(|text| {
            let lines = self.lines(page).filter(|(_, line)| line.contains(text));
            lines.last().map(|(number, _)| number)
        })
    }
}
