//! What leads nowhere, or to another machine: links, fragments and images, read from what was rendered.

use crate::elsewhere::{in_styles, is_elsewhere, scheme};
use crate::rendered::{self, Reference, Rendered};
use anyhow::Context;
use percent_encoding::percent_decode_str;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// What was looked at, and what is wrong with it.
#[derive(Debug, Default)]
pub struct Checked {
    pub pages: usize,
    pub links: usize,
    pub wrong: Vec<Wrong>,
}

/// Something that is wrong with a rendered file.
#[derive(Debug)]
pub struct Wrong {
    /// The file, and its line.
    pub file: String,
    pub line: u64,
    /// What it is about, as it stands there: an address, an id.
    pub about: String,
    /// What is wrong with it, and what to do.
    pub what: String,
}

/// All files of a kind below a folder.
pub fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, ending, found)?;
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
    Ok(())
}

/// The name of a file below a folder, as addresses have it.
pub fn within(folder: &Path, file: &Path) -> String {
    let name = file.strip_prefix(folder).unwrap_or(file);
    name.display().to_string().replace('\\', "/")
}

/// Without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(normal.pop()),
            Component::CurDir => {}
            part => normal.push(part),
        }
    }
    normal
}

/// A rendered book.
struct Book {
    folder: PathBuf,
    pages: BTreeMap<PathBuf, Rendered>,
}

/// Looks at all pages and styles below a folder.
///
/// # Errors
/// One cannot be read.
pub fn check(folder: &Path) -> anyhow::Result<Checked> {
    let folder = normal(folder);
    let (mut html, mut css) = (vec![], vec![]);
    files(&folder, "html", &mut html)?;
    files(&folder, "css", &mut css)?;
    let mut book = Book {
        folder,
        pages: BTreeMap::new(),
    };
    let read =
        |file: &Path| fs::read_to_string(file).with_context(|| format!("{}", file.display()));
    for file in html {
        let page = rendered::read(&read(&file)?);
        book.pages.insert(file, page);
    }
    let mut checked = Checked {
        pages: book.pages.len(),
        ..Checked::default()
    };
    for (file, page) in &book.pages {
        book.look_at(file, page, &mut checked);
    }
    for file in css {
        let text = read(&file)?;
        for to in in_styles(&text) {
            let at = text.find(&to).unwrap_or(0);
            let refers = Reference {
                line: 1 + text[..at].matches('\n').count() as u64,
                to,
                loads: Some("a style sheet".into()),
            };
            book.follow(&file, &refers, &mut checked);
        }
    }
    Ok(checked)
}

impl Book {
    fn name(&self, file: &Path) -> String {
        within(&self.folder, file)
    }

    fn look_at(&self, file: &Path, page: &Rendered, checked: &mut Checked) {
        let name = self.name(file);
        // All pages in one: their ids are made unique by mdBook, which warns if it cannot.
        let twice = page.twice.iter().filter(|_| name != "print.html");
        checked.wrong.extend(twice.map(|(line, id)| Wrong {
            file: name.clone(),
            line: *line,
            about: id.clone(),
            what: format!(
                "the id {id} is there twice: a link to it finds the first; name one otherwise"
            ),
        }));
        for refers in &page.refers {
            self.follow(file, refers, checked);
        }
    }

    fn follow(&self, file: &Path, refers: &Reference, checked: &mut Checked) {
        let Reference { line, to, loads } = refers;
        let what = match (loads, scheme(to)) {
            (Some(tag), _) if is_elsewhere(to) => Some(format!(
                "{tag} asks another machine for {to}, and no page may: put a copy into book/src, and name that"
            )),
            (_, Some(scheme)) if scheme == "javascript" => {
                Some(format!("{to} is a script, not a place: link to a page"))
            }
            // A reader may follow it, or it is all there.
            (_, Some(_)) => None,
            _ if to.starts_with("//") => None,
            _ => {
                checked.links += 1;
                self.dead(file, to)
            }
        };
        checked.wrong.extend(what.map(|what| Wrong {
            file: self.name(file),
            line: *line,
            about: to.clone(),
            what,
        }));
    }

    fn dead(&self, from: &Path, refers: &str) -> Option<String> {
        let (path, fragment) = refers.split_once('#').unwrap_or((refers, ""));
        let path = path.split('?').next().unwrap_or_default();
        // mdBook gives one page addresses from the root of a server.
        let is_base = refers == "/" && from.ends_with("404.html");
        if path.starts_with('/') && !is_base {
            return Some(format!(
                "{refers} begins at the root of a server, and a book may lie in any folder: make it relative"
            ));
        }
        let path = percent_decode_str(path).decode_utf8_lossy();
        let to = match &*path {
            "" | "/" => from.to_path_buf(),
            path => normal(&from.parent()?.join(path)),
        };
        let to = if to.is_dir() {
            to.join("index.html")
        } else {
            to
        };
        if !to.starts_with(&self.folder) || !to.exists() {
            return Some(format!(
                "nothing is at {refers}: fix the path, or add the file to book/src"
            ));
        }
        let page = self.pages.get(&to)?;
        let fragment = percent_decode_str(fragment).decode_utf8_lossy();
        let known = fragment.is_empty() || page.ids.contains(&*fragment);
        (!known).then(|| {
            let to = self.name(&to);
            format!(
                "{refers} leads to no place of {to}: {}",
                nearest(page, &fragment)
            )
        })
    }
}

/// The ids that begin as the one that is missing does.
fn nearest(page: &Rendered, missing: &str) -> String {
    let alike = |id: &str| {
        let pairs = id.chars().zip(missing.chars());
        pairs.take_while(|(one, other)| one == other).count()
    };
    let best = page
        .ids
        .iter()
        .max_by_key(|id| (alike(id), std::cmp::Reverse(id.len()), id.as_str()));
    match best.filter(|id| alike(id) > 1) {
        Some(id) => format!("is #{id} meant?"),
        None => "a heading's id is its text in lower case, with hyphens".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use std::fs;

    #[test]
    fn what_leads_nowhere_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let book = folder.path().join("book");
        fs::create_dir(&book).unwrap();
        fs::write(folder.path().join("outside.png"), "").unwrap();
        let page = |name: &str, html: &str| fs::write(book.join(name), html).unwrap();
        let wrong = || -> Vec<String> {
            let wrong = check(&book).unwrap().wrong.into_iter();
            wrong
                .map(|wrong| format!("{}:{}: {}", wrong.file, wrong.line, wrong.about))
                .collect()
        };
        page(
            "a.html",
            "<p id=here><a href='b.html#there'>b</a><a href='#here'>a</a><a href='b.html#%65l'>b</a>",
        );
        page(
            "b.html",
            "<p id=there><p id=el><a href='https://example.org'>elsewhere</a><img src='data:,'>
             <script>let text = '<img src=no.png>';</script>",
        );
        assert_eq!(wrong(), [""; 0]);
        page(
            "c.html",
            "<i id=x></i><b id=x></b><a href='d.html'></a>\n<a href='a.html#not'></a><img src=no.png>
             <img src=../outside.png><a href='/a.html'></a><a href='javascript:f()'></a>",
        );
        page(
            "d.css",
            "@import 'no.css'; i { background: url(//example.org) }",
        );
        page(
            "e.html",
            "<img src=http://example.org/a.png>\n<script src=//example.org></script>
             <link href=https://example.org/a.css><i style='background: url(http://example.org)'>
             <img srcset='no-2x.png 1x, https://example.org/2x.png 2x'><use xlink:href='https://example.org/i.svg'>
             <meta http-equiv=refresh content='0; url=https://example.org'>",
        );
        let expected = [
            "c.html:1: x",
            "c.html:1: d.html",
            "c.html:2: a.html#not",
            "c.html:2: no.png",
            "c.html:3: ../outside.png",
            "c.html:3: /a.html",
            "c.html:3: javascript:f()",
            "e.html:1: http://example.org/a.png",
            "e.html:2: //example.org",
            "e.html:3: https://example.org/a.css",
            "e.html:3: http://example.org",
            "e.html:4: no-2x.png",
            "e.html:4: https://example.org/2x.png",
            "e.html:4: https://example.org/i.svg",
            "e.html:5: https://example.org",
            "d.css:1: //example.org",
            "d.css:1: no.css",
        ];
        assert_eq!(wrong(), expected);
    }
}
