//! The preprocessor: replaces directives in every page, and refuses those that it cannot.

use crate::directives::{Page, expand};
use crate::sources::Sources;
use anyhow::bail;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

/// Has the name that `book.toml` gives to a command, and so stands in its place.
#[derive(Debug)]
pub struct Workbook {
    pub sources: Sources,
    /// What each page holds, by its path.
    pub pages: Rc<RefCell<BTreeMap<String, Page>>>,
}

impl Preprocessor for Workbook {
    fn name(&self) -> &str {
        "workbook"
    }

    fn run(&self, _context: &PreprocessorContext, mut book: Book) -> anyhow::Result<Book> {
        let (mut pages, mut wrong) = (BTreeMap::new(), vec![]);
        book.for_each_chapter_mut(|chapter| {
            let Some(path) = &chapter.source_path else {
                return;
            };
            let name = path.display().to_string().replace('\\', "/");
            let mut page = Page::new(&name);
            chapter.content = expand(&self.sources, &mut page, &chapter.content, &mut wrong);
            pages.insert(name, page);
        });
        *self.pages.borrow_mut() = pages;
        match wrong.is_empty() {
            true => Ok(book),
            false => bail!("{}", wrong.join("\n")),
        }
    }
}

/// As a process that `mdbook` starts: the book comes in, and goes out.
///
/// # Errors
/// A directive cannot be replaced, or what came in is no book.
pub fn external(root: &Path) -> anyhow::Result<()> {
    let (context, book) = mdbook_preprocessor::parse_input(std::io::stdin())?;
    let workbook = Workbook {
        // mdBook starts it in the book's folder, or above.
        sources: Sources {
            root: context.root.parent().unwrap_or(root).into(),
        },
        pages: Rc::default(),
    };
    let book = workbook.run(&context, book)?;
    serde_json::to_writer(std::io::stdout(), &book)?;
    Ok(())
}
