//! The words of one chunk, each once: counted without a lock, to be added under one.

use crate::table;
use hashbrown::HashTable;

/// How often each word of a chunk came. The words stay where they are: in the chunk.
#[derive(Debug, Default)]
pub struct Batch<'chunk> {
    words: HashTable<(u64, &'chunk str, u64)>,
}

impl<'chunk> Batch<'chunk> {
    /// Counts the words of `words`.
    pub fn of(words: impl Iterator<Item = &'chunk str>) -> Self {
        let mut batch = Batch::default();
        for word in words {
            batch.add(table::hash(word), word);
        }
        batch
    }

    /// Counts one more `word`, whose [`table::hash`] is `hash`.
    #[inline]
    pub fn add(&mut self, hash: u64, word: &'chunk str) {
        let same = |known: &(u64, &str, u64)| known.0 == hash && known.1 == word;
        match self.words.find_mut(hash, same) {
            Some((_, _, n)) => *n += 1,
            None => {
                self.words
                    .insert_unique(hash, (hash, word, 1), |known| known.0);
            }
        }
    }

    /// Whether it has no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Hash, word and count of each, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &'chunk str, u64)> {
        self.words.iter().copied()
    }
}
