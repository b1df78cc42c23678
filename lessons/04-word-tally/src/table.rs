//! A table from words to something: asked by slice, so that a word that is known costs no memory.

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use std::fmt;
use std::hash::BuildHasher;

/// The hash of every word starts from this: a model must do the same thing each time, and so does
/// the program. Whoever wants to slow the program down can make words whose hashes collide.
const SEED: u64 = 4;

/// What is known of each word.
#[derive(Clone)]
pub struct Table<V> {
    entries: HashTable<(Box<str>, V)>,
}

/// The hash of `word`, the same in every run and in every table.
#[inline]
pub fn hash(word: &str) -> u64 {
    FixedState::with_seed(SEED).hash_one(word)
}

impl<V> Table<V> {
    /// What is known of `word`, whose hash is `hash`.
    #[inline]
    pub fn get(&self, hash: u64, word: &str) -> Option<&V> {
        let entry = self.entries.find(hash, |(known, _)| **known == *word);
        entry.map(|(_, value)| value)
    }

    /// What is known of `word`, to be changed.
    #[inline]
    pub fn get_mut(&mut self, hash: u64, word: &str) -> Option<&mut V> {
        let entry = self.entries.find_mut(hash, |(known, _)| **known == *word);
        entry.map(|(_, value)| value)
    }

    /// Adds `word`, which must not be known yet.
    pub fn insert_new(&mut self, hash: u64, word: Box<str>, value: V) {
        let rehash = |(known, _): &(Box<str>, V)| self::hash(known);
        self.entries.insert_unique(hash, (word, value), rehash);
    }

    /// Different words.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no word is known.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Every word, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        self.entries.iter().map(|(word, value)| (&**word, value))
    }

    /// Every word, in no particular order.
    pub fn into_entries(self) -> impl Iterator<Item = (Box<str>, V)> {
        self.entries.into_iter()
    }
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Table {
            entries: HashTable::new(),
        }
    }
}

impl<V: fmt::Debug> fmt::Debug for Table<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
