//! The preprocessor: replaces directives in every page, and refuses those that it cannot.

use crate::complete::ByName;
use crate::directives::{Page, expand};
use crate::sources::Sources;
use anyhow::bail;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

/// Has the name that `book.toml` gives to a command, and so stands in its place.
#[derive(Debug)]
pub struct Workbook {
    pub sources: Sources,
    /// What each page holds, by its path.
    pub pages: Rc<RefCell<ByName>>,
    /// What is wrong with them.
    pub wrong: Rc<RefCell<Vec<String>>>,
}

impl Workbook {
    pub fn new(sources: Sources) -> Workbook {
        Workbook {
            sources,
            pages: Rc::default(),
            wrong: Rc::default(),
        }
    }
}

impl Preprocessor for Workbook {
    fn name(&self) -> &str {
        "workbook"
    }

    fn run(&self, _context: &PreprocessorContext, mut book: Book) -> anyhow::Result<Book> {
        let (mut pages, mut wrong) = (ByName::new(), vec![]);
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
        if wrong.is_empty() {
            return Ok(book);
        }
        let told = wrong.join("\n");
        *self.wrong.borrow_mut() = wrong;
        bail!("{told}")
    }
}

/// As a process that `mdbook` starts: the book comes in, and goes out.
///
/// # Errors
/// A directive cannot be replaced, or what came in is no book.
pub fn external(root: &Path) -> anyhow::Result<()> {
    let (context, book) = mdbook_preprocessor::parse_input(std::io::stdin())?;
    // mdBook starts it in the book's folder, or above.
    let root = context.root.parent().unwrap_or(root).into();
    let workbook = Workbook::new(Sources { root });
    let book = workbook.run(&context, book)?;
    serde_json::to_writer(std::io::stdout(), &book)?;
    Ok(())
}
