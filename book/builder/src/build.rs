//! Builds the book into a temporary folder, checks it, and puts it in the place of the old one.

use crate::directives::{PARTS, Page};
use crate::preprocess::Workbook;
use crate::sources::Sources;
use crate::{links, strict};
use anyhow::{Context, bail};
use mdbook_driver::MDBook;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// A book that was built.
#[derive(Debug)]
pub struct Built {
    /// Where its first page is.
    pub folder: PathBuf,
    pages: BTreeMap<String, Page>,
    links: usize,
    html: usize,
    time: Duration,
}

/// Builds the book of the clone into `book/book`. If anything is wrong what was there stays.
///
/// # Errors
/// A line for each thing that is wrong, with page and line where they are known.
pub fn build(root: &Path) -> anyhow::Result<Built> {
    build_into(root, &root.join("book"), &root.join("book/book"))
}

/// The book in one folder into another one.
///
/// # Errors
/// As [`build`].
pub fn build_into(root: &Path, book: &Path, target: &Path) -> anyhow::Result<Built> {
    let begun = Instant::now();
    let folder = target.parent().context("no folder for the book")?;
    let temporary = tempfile::Builder::new()
        .prefix(".book-")
        .tempdir_in(folder)
        .with_context(|| format!("cannot make a folder in {}", folder.display()))?;
    let made = temporary.path().join("html");
    strict::listen();
    let mut config = mdbook_driver::config::Config::from_disk(book.join("book.toml"))?;
    config.build.build_dir = made.clone();
    let mut driver = MDBook::load_with_config(book, config)?;
    let workbook = Workbook {
        sources: Sources { root: root.into() },
        pages: Rc::default(),
    };
    let pages = workbook.pages.clone();
    driver.with_preprocessor(workbook);
    driver.build()?;
    let mut wrong = strict::told();
    let checked = links::check(&made)?;
    wrong.extend(checked.wrong);
    if !wrong.is_empty() {
        bail!("the book has {} faults:\n{}", wrong.len(), wrong.join("\n"));
    }
    swap(&made, target, temporary.path())?;
    Ok(Built {
        folder: target.into(),
        pages: pages.take(),
        links: checked.links,
        html: checked.pages,
        time: begun.elapsed(),
    })
}

/// One rename, and there is hardly a moment without a book.
fn swap(made: &Path, target: &Path, temporary: &Path) -> anyhow::Result<()> {
    if target.exists() {
        let old = temporary.join("old");
        fs::rename(target, old).context("cannot move the old book away")?;
    }
    fs::rename(made, target).context("cannot put the new book in its place")
}

impl fmt::Display for Built {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pages, html, links) = (self.pages.len(), self.html, self.links);
        let (seconds, folder) = (self.time.as_secs_f64(), self.folder.display());
        writeln!(
            f,
            "{pages} chapters, {html} pages, {links} links, {seconds:.1} s: {folder}/index.html"
        )
    }
}

impl Built {
    /// Which parts each page has: a table, page by part.
    pub fn parts_table(&self) -> String {
        let widest = self.pages.keys().map(String::len).max().unwrap_or(0);
        let mut text = format!("{:widest$}", "page");
        for part in PARTS {
            text += &format!("  {part}");
        }
        text.push('\n');
        for (name, page) in &self.pages {
            text += &format!("{name:widest$}");
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
}
