//! What leads nowhere: links, fragments and images within the book, read from what was rendered.

use anyhow::Context;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer};
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// What matters of a page.
#[derive(Debug, Default)]
struct Page {
    ids: HashSet<String>,
    refers: Vec<String>,
    twice: Vec<String>,
}

#[derive(Default)]
struct Reader(RefCell<Page>);

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else {
            return TokenSinkResult::Continue;
        };
        let mut page = self.0.borrow_mut();
        for attribute in &tag.attrs {
            let value = attribute.value.to_string();
            match &*attribute.name.local {
                "id" if !page.ids.insert(value.clone()) => page.twice.push(value),
                "href" | "src" => page.refers.push(value),
                _ => {}
            }
        }
        TokenSinkResult::Continue
    }
}

fn read(html: &str) -> Page {
    let tokenizer = Tokenizer::new(Reader::default(), Default::default());
    let queue = BufferQueue::default();
    queue.push_back(html.into());
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

/// Every page below a folder.
fn pages(folder: &Path, found: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            pages(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "html") {
            found.push(path);
        }
    }
    Ok(())
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

/// What was looked at, and what is wrong with it.
#[derive(Debug)]
pub struct Checked {
    pub pages: usize,
    pub links: usize,
    pub wrong: Vec<String>,
}

/// Looks at all pages below a folder.
///
/// # Errors
/// One cannot be read.
pub fn check(folder: &Path) -> anyhow::Result<Checked> {
    let folder = normal(folder);
    let mut files = vec![];
    pages(&folder, &mut files)?;
    let mut pages = BTreeMap::new();
    for file in files {
        let html = fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
        pages.insert(normal(&file), read(&html));
    }
    let (mut links, mut wrong) = (0, vec![]);
    for (file, page) in &pages {
        let name = file
            .strip_prefix(&folder)
            .unwrap_or(file)
            .display()
            .to_string();
        // One has addresses from the root of a server; the other is shown within the others.
        if name == "404.html" || name == "toc.html" {
            continue;
        }
        // All pages in one: their ids are made unique by mdBook, which warns if it cannot.
        let twice = page.twice.iter().filter(|_| name != "print.html");
        wrong.extend(twice.map(|id| format!("{name}: the id {id} is there twice")));
        for refers in &page.refers {
            if ["data:", "mailto:", "javascript:"]
                .iter()
                .any(|scheme| refers.starts_with(scheme))
            {
                continue;
            }
            if refers.contains("://") {
                continue;
            }
            links += 1;
            wrong.extend(dead(&pages, file, refers).map(|what| format!("{name}: {what} {refers}")));
        }
    }
    Ok(Checked {
        pages: pages.len(),
        links,
        wrong,
    })
}

fn dead(pages: &BTreeMap<PathBuf, Page>, from: &Path, refers: &str) -> Option<&'static str> {
    let (path, fragment) = refers.split_once('#').unwrap_or((refers, ""));
    let path = path.split('?').next().unwrap_or_default();
    let to = match path {
        "" => from.to_path_buf(),
        path => normal(&from.parent()?.join(path)),
    };
    let to = if to.is_dir() {
        to.join("index.html")
    } else {
        to
    };
    if !to.exists() {
        return Some("nothing is at");
    }
    let page = pages.get(&to)?;
    let known = fragment.is_empty() || page.ids.contains(fragment);
    (!known).then_some("no such place:")
}

#[cfg(test)]
mod tests {
    use super::check;
    use std::fs;

    #[test]
    fn what_leads_nowhere_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let page = |name: &str, html: &str| fs::write(folder.path().join(name), html).unwrap();
        page(
            "a.html",
            "<p id=here><a href='b.html#there'>b</a><a href='#here'>a</a>",
        );
        page(
            "b.html",
            "<p id=there><a href='https://example.org'>elsewhere</a>",
        );
        assert_eq!(check(folder.path()).unwrap().wrong, [""; 0]);
        page(
            "c.html",
            "<i id=x></i><b id=x></b><a href='d.html'></a><a href='a.html#not'></a><img src=no.png>",
        );
        let wrong = check(folder.path()).unwrap().wrong;
        assert_eq!(
            wrong,
            [
                "c.html: the id x is there twice",
                "c.html: nothing is at d.html",
                "c.html: no such place: a.html#not",
                "c.html: nothing is at no.png",
            ]
        );
    }
}
