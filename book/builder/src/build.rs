//! Builds the book into a temporary folder, checks it, and puts it in the place of the old one.

use crate::complete::{self, ByName};
use crate::links::{self, Checked, Wrong};
use crate::place::{Pages, place};
use crate::preprocess::Workbook;
use crate::sources::Sources;
use crate::{elsewhere, interrupt, settings, strict, summary};
use anyhow::{Context, anyhow, bail};
use mdbook_driver::MDBook;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A book that was built.
#[derive(Debug)]
pub struct Built {
    /// Where its first page is.
    pub folder: PathBuf,
    pages: ByName,
    checked: Checked,
    time: Duration,
}

/// Builds the book of the clone into `book/book`. If anything is wrong what was there stays.
///
/// # Errors
/// A line for each thing that is wrong, with page and line where they are known.
pub fn build(root: &Path) -> anyhow::Result<Built> {
    // Who ends the program waits until nothing is under way.
    let _building = interrupt::hold_off();
    let begun = Instant::now();
    let (book, target) = (root.join("book"), root.join("book/book"));
    let temporary = tempfile::Builder::new().prefix(".book-").tempdir_in(&book);
    let temporary = temporary.map_err(|error| {
        let (book, why) = (book.display(), error.kind());
        anyhow!("the book is built in {book}, and no folder can be made there: {why}")
    })?;
    let made = temporary.path().join("html");
    let (pages, checked) = build_into(root, &book, &made)?;
    swap(&made, &target, temporary.path())?;
    Ok(Built {
        folder: target,
        pages,
        checked,
        time: begun.elapsed(),
    })
}

/// The book, checked, into a folder.
fn build_into(root: &Path, book: &Path, made: &Path) -> anyhow::Result<(ByName, Checked)> {
    strict::listen();
    let (mut config, html) = settings::read(book)?;
    config.build.build_dir = made.into();
    let written = Pages::read(&book.join(&config.book.src))?;
    refuse(summary::check(&written))?;
    let workbook = Workbook::new(Sources { root: root.into() });
    let (pages, wrong) = (workbook.pages.clone(), workbook.wrong.clone());
    let mut driver = MDBook::load_with_config(book, config)?;
    driver.with_preprocessor(workbook);
    let built = driver.build();
    refuse(wrong.take())?;
    let mut wrong = strict::told(book, &written);
    if let Err(error) = built {
        wrong.push(format!("mdBook cannot build the book: {error:#}"));
    }
    wrong.extend(elsewhere::in_scripts(book, &html.additional_js)?);
    let pages = pages.take();
    wrong.extend(complete::check(&Sources { root: root.into() }, &pages)?);
    if made.exists() {
        let mut checked = links::check(made)?;
        wrong.extend(placed(book, &written, std::mem::take(&mut checked.wrong)));
        refuse(wrong)?;
        return Ok((pages, checked));
    }
    refuse(wrong)?;
    bail!("mdBook built nothing")
}

/// # Errors
/// All that is wrong, if anything is.
fn refuse(wrong: Vec<String>) -> anyhow::Result<()> {
    match wrong.len() {
        0 => Ok(()),
        1 => bail!("the book has a fault:\n{}", wrong[0]),
        n => bail!("the book has {n} faults:\n{}", wrong.join("\n")),
    }
}

/// What is wrong with rendered pages, with the lines that were written where those are known.
fn placed(book: &Path, written: &Pages, wrong: Vec<Wrong>) -> Vec<String> {
    // The first page is there twice, and all of them once more in one.
    let again = |wrong: &Wrong| {
        let again = ["index.html", "print.html", "toc.html"].contains(&&*wrong.file);
        again && written.source(&wrong.file).is_none()
    };
    let (twice, once): (Vec<_>, Vec<_>) = wrong.into_iter().partition(again);
    let wrong = if once.is_empty() { twice } else { once };
    let mut told: Vec<String> = vec![];
    for wrong in wrong {
        let line = match written.source(&wrong.file) {
            Some(page) => in_page(written, page, &wrong),
            None => in_file(book, &wrong),
        };
        // mdBook puts a picture on a page twice: small, and as large as it is.
        if !told.contains(&line) {
            told.push(line);
        }
    }
    told
}

fn in_page(written: &Pages, page: &str, wrong: &Wrong) -> String {
    let Wrong {
        file, line, about, ..
    } = wrong;
    let linked = about.replace(".html", ".md");
    if let Some(line) = written.line(page, std::slice::from_ref(&linked)) {
        let what = wrong.what.replace(about, &linked);
        return format!("{}: {what}", place(page, Some(line)));
    }
    let fragment = about.split('#').next_back().unwrap_or_default();
    let texts = [about, fragment].map(String::from);
    let what = &wrong.what;
    match written.line(page, &texts) {
        Some(line) => format!("{}: {what}", place(page, Some(line))),
        None => format!("{}: {what} (line {line} of {file})", place(page, None)),
    }
}

/// mdBook puts a hash into the names of style sheets.
fn in_file(book: &Path, wrong: &Wrong) -> String {
    let Wrong {
        file, line, what, ..
    } = wrong;
    let stem = file
        .strip_suffix(".css")
        .and_then(|file| file.rsplit_once('-'));
    let source = stem.map(|(stem, _)| format!("{stem}.css"));
    let source = source.filter(|source| book.join(source).is_file());
    match source {
        Some(source) => format!("book/{source}:{line}: {what}"),
        None => format!("book/book/{file}:{line}: {what}"),
    }
}

/// Two renames, and there is hardly a moment without a book.
fn swap(made: &Path, target: &Path, temporary: &Path) -> anyhow::Result<()> {
    let old = temporary.join("old");
    let had = target.exists();
    if had {
        fs::rename(target, &old).context("cannot move the old book away")?;
    }
    let swapped = fs::rename(made, target);
    if swapped.is_err() && had {
        fs::rename(&old, target).context("cannot put the old book back")?;
    }
    swapped.context("cannot put the new book in its place")
}

impl fmt::Display for Built {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (pages, html, links) = (self.pages.len(), self.checked.pages, self.checked.links);
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
        complete::table(&self.pages)
    }
}
