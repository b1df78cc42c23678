//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::write;
use super::model::Check;
use super::sync::thread::{self, ThreadId};

/// A page: its words, and which thread wrote each of them. Only the closures can write.
#[derive(Clone, Debug, Default)]
pub struct Page(Vec<(&'static str, ThreadId)>);

impl Page {
    fn push(&mut self, word: &'static str) {
        self.0.push((word, thread::current().id()));
    }
}

#[test]
fn both_words_are_on_the_page() {
    Check::new("02/share-the-page")
        .run(|| {
            let Page(page) = write(|page| page.push("in"), |page| page.push("out"));
            let words: Vec<_> = page.iter().map(|(word, _)| *word).collect();
            assert_eq!(words.len(), 2, "what is on the page: {words:?}");
            for (word, thread) in &page {
                let main = thread::current().id();
                assert_ne!(*thread, main, "{word:?} was not written in the background");
            }
            words.join(" ")
        })
        .holds()
        .reaches([r#""in out""#, r#""out in""#])
        .is_concurrent();
}
