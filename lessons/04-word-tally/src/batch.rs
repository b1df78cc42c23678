//! The words of one chunk, each once: counted without a lock, to be added under one.

use crate::memory::more;
use crate::word::Word;
use hashbrown::HashTable;

/// How often each word of a chunk occurs. The words are borrowed from the chunk.
#[derive(Debug, Default)]
pub struct Batch<'chunk> {
    words: HashTable<(Word<'chunk>, u64)>,
}

impl<'chunk> Batch<'chunk> {
    /// Counts the words of `words`.
    pub fn of(words: impl Iterator<Item = Word<'chunk>>) -> Self {
        let mut batch = Batch::default();
        for word in words {
            batch.add(word);
        }
        batch
    }

    /// Adds one to the count of `word`.
    #[inline]
    pub fn add(&mut self, word: Word<'chunk>) {
        let known = self
            .words
            .find_mut(word.hash(), |(known, _)| *known == word);
        match known {
            Some((_, n)) => *n += 1,
            None => {
                let rehash = |(known, _): &(Word<'_>, u64)| known.hash();
                if self.words.len() == self.words.capacity() {
                    more(|| self.words.try_reserve(1, rehash));
                }
                self.words.insert_unique(word.hash(), (word, 1), rehash);
            }
        }
    }

    /// Whether it has no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Each word and how often it occurs, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (Word<'chunk>, u64)> {
        self.words.iter().copied()
    }
}
