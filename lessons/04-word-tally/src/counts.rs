//! Words and how often each occurs: the data that the lesson's threads share.

use crate::batch::Batch;
use crate::memory::list;
use crate::table::Table;
use crate::word::Word;
use std::cmp::Reverse;

/// How often each word occurs, and how many words that is in total.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    words: Table<u64>,
    total: u64,
}

impl Counts {
    /// Adds one to the count of `word`.
    #[inline]
    pub fn add(&mut self, word: Word<'_>) {
        self.add_n(word, 1);
    }

    /// Adds `n` to the count of `word`.
    #[inline]
    pub fn add_n(&mut self, word: Word<'_>, n: u64) {
        self.total += n;
        match self.words.get_mut(&word) {
            Some(count) => *count += n,
            None => self.words.insert_new(word.text(), n),
        }
    }

    /// Adds all counts of `batch`.
    pub fn absorb(&mut self, batch: &Batch<'_>) {
        for (word, n) in batch.iter() {
            self.add_n(word, n);
        }
    }

    /// Adds all counts of `other`.
    pub fn merge(&mut self, other: Counts) {
        if self.different() < other.different() {
            let smaller = std::mem::replace(self, other);
            return self.merge(smaller);
        }
        other.words.into_each(|word, n| self.add_n(word, n));
    }

    /// Returns the count of `word`, 0 if it is unknown.
    pub fn get(&self, word: Word<'_>) -> u64 {
        self.words.get(&word).copied().unwrap_or(0)
    }

    /// Sets the count of `word` to `n`, whatever it was before.
    pub fn set(&mut self, word: Word<'_>, n: u64) {
        self.total = self.total - self.get(word) + n;
        match self.words.get_mut(&word) {
            Some(count) => *count = n,
            None => self.words.insert_new(word.text(), n),
        }
    }

    /// Returns the number of words, repeated ones included.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// Replaces the total.
    pub fn with_total(self, total: u64) -> Counts {
        Counts { total, ..self }
    }

    /// Returns the number of different words.
    pub fn different(&self) -> usize {
        self.words.len()
    }

    /// Every word and its count, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.words.iter().map(|(word, n)| (word, *n))
    }

    /// Returns the words with a count of at least `min`, most frequent first and equally frequent
    /// ones ordered by their bytes; `top` of them at most.
    pub fn ranked(&self, min: u64, top: Option<usize>) -> Vec<(&str, u64)> {
        let words = self.iter().filter(|(_, n)| *n >= min);
        // With the fields in this order, comparing the tuples gives the order described above.
        let mut ranked = list(words.map(|(word, n)| (Reverse(n), start(word), word)));
        if let Some(top) = top
            && top < ranked.len()
        {
            // Sorts no more than is returned.
            ranked.select_nth_unstable(top);
            ranked.truncate(top);
        }
        ranked.sort_unstable();
        list(ranked.into_iter().map(|(n, _, word)| (word, n.0)))
    }
}

/// The first bytes of a word as a number with the same order. Most words differ there, so comparing
/// them needs no access to their text.
fn start(word: &str) -> u64 {
    let mut bytes = [0; 8];
    let n = word.len().min(8);
    bytes[..n].copy_from_slice(&word.as_bytes()[..n]);
    u64::from_be_bytes(bytes)
}
