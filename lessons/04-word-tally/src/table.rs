//! A table from words to values. Looking up a known word allocates nothing.

use crate::memory::{boxed, more};
use crate::word::{Short, Word};
use hashbrown::HashTable;
use std::fmt;

/// Capacity after the first word, because growing hashes all words again. Memory that no word has
/// touched costs next to nothing.
const AT_FIRST: usize = 28_000;

/// A table checks that memory is left after so many long words, each of which allocates.
const OFTEN: usize = 256;

/// A value for each word.
#[derive(Clone)]
pub struct Table<V> {
    short: HashTable<(Short, V)>,
    long: HashTable<(Box<str>, V)>,
}

impl<V> Table<V> {
    /// Returns the value of `word`.
    #[inline]
    pub fn get(&self, word: &Word<'_>) -> Option<&V> {
        match word.number() {
            Some(number) => {
                let entry = self
                    .short
                    .find(word.hash(), |(known, _)| known.number() == number);
                entry.map(|(_, value)| value)
            }
            None => {
                let same = |(known, _): &(Box<str>, V)| **known == *word.text();
                let entry = self.long.find(word.hash(), same);
                entry.map(|(_, value)| value)
            }
        }
    }

    /// Returns the value of `word`, to be changed.
    #[inline]
    pub fn get_mut(&mut self, word: &Word<'_>) -> Option<&mut V> {
        match word.number() {
            Some(number) => {
                let same = |(known, _): &(Short, V)| known.number() == number;
                let entry = self.short.find_mut(word.hash(), same);
                entry.map(|(_, value)| value)
            }
            None => {
                let same = |(known, _): &(Box<str>, V)| **known == *word.text();
                let entry = self.long.find_mut(word.hash(), same);
                entry.map(|(_, value)| value)
            }
        }
    }

    /// Adds the word `text`, which must not be known yet.
    ///
    /// It is called rarely, so it is not inlined, and takes no reference to a [`Word`], which would
    /// have to be written to memory each time.
    #[cold]
    #[inline(never)]
    pub fn insert_new(&mut self, text: &str, value: V) {
        let word = Word::new(text);
        match word.number() {
            Some(number) => {
                let rehash = |(known, _): &(Short, V)| known.hash();
                if self.short.len() == self.short.capacity() {
                    let first = self.short.is_empty();
                    let n = if first { AT_FIRST } else { 1 };
                    more(|| self.short.try_reserve(n, rehash));
                }
                self.short
                    .insert_unique(word.hash(), (Short::of(number), value), rehash);
            }
            None => {
                let rehash = |(known, _): &(Box<str>, V)| Word::new(known).hash();
                let n = self.long.len();
                if n == self.long.capacity() || n.is_multiple_of(OFTEN) {
                    more(|| self.long.try_reserve(1, rehash));
                }
                self.long
                    .insert_unique(word.hash(), (boxed(text), value), rehash);
            }
        }
    }

    /// Returns the number of words.
    pub fn len(&self) -> usize {
        self.short.len() + self.long.len()
    }

    /// Returns whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every word, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &V)> {
        let short = self
            .short
            .iter()
            .map(|(word, value)| (word.as_str(), value));
        let long = self.long.iter().map(|(word, value)| (&**word, value));
        short.chain(long)
    }

    /// Takes the table apart, in no particular order.
    pub fn into_each(self, mut each: impl FnMut(Word<'_>, V)) {
        for (word, value) in self.short {
            each(Word::new(word.as_str()), value);
        }
        for (word, value) in self.long {
            each(Word::new(&word), value);
        }
    }
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Table {
            short: HashTable::new(),
            long: HashTable::new(),
        }
    }
}

impl<V: fmt::Debug> fmt::Debug for Table<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
