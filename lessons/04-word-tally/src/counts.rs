//! Words and how often each came: the data that the lesson's threads share.

use crate::batch::Batch;
use crate::memory::list;
use crate::table::Table;
use crate::word::Word;
use std::cmp::Reverse;

/// How often each word came, and how many words that makes.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    words: Table<u64>,
    total: u64,
}

impl Counts {
    /// Counts one more `word`.
    #[inline]
    pub fn add(&mut self, word: Word<'_>) {
        self.add_n(word, 1);
    }

    /// Counts `n` more of `word`.
    #[inline]
    pub fn add_n(&mut self, word: Word<'_>, n: u64) {
        self.total += n;
        match self.words.get_mut(&word) {
            Some(count) => *count += n,
            None => self.words.insert_new(word.text(), n),
        }
    }

    /// Counts all that `batch` has.
    pub fn absorb(&mut self, batch: &Batch<'_>) {
        for (word, n) in batch.iter() {
            self.add_n(word, n);
        }
    }

    /// Counts all that `other` has.
    pub fn merge(&mut self, other: Counts) {
        if self.different() < other.different() {
            let smaller = std::mem::replace(self, other);
            return self.merge(smaller);
        }
        other.words.into_each(|word, n| self.add_n(word, n));
    }

    /// How often `word` came.
    pub fn get(&self, word: Word<'_>) -> u64 {
        self.words.get(&word).copied().unwrap_or(0)
    }

    /// Says that `word` came `n` times, whatever was counted before.
    pub fn set(&mut self, word: Word<'_>, n: u64) {
        self.total = self.total - self.get(word) + n;
        match self.words.get_mut(&word) {
            Some(count) => *count = n,
            None => self.words.insert_new(word.text(), n),
        }
    }

    /// How many words came, each as often as it came.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// These counts with another total.
    pub fn with_total(self, total: u64) -> Counts {
        Counts { total, ..self }
    }

    /// How many different words came.
    pub fn different(&self) -> usize {
        self.words.len()
    }

    /// Every word and how often it came, in no particular order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.words.iter().map(|(word, n)| (word, *n))
    }

    /// The words that came at least `min` times, most frequent first, equally frequent ones by
    /// their bytes; no more than `top` of them.
    pub fn ranked(&self, min: u64, top: Option<usize>) -> Vec<(&str, u64)> {
        let words = self.iter().filter(|(_, n)| *n >= min);
        // In this order, tuples compare as asked for.
        let mut ranked = list(words.map(|(word, n)| (Reverse(n), start(word), word)));
        if let Some(top) = top
            && top < ranked.len()
        {
            // Orders no more than is shown.
            ranked.select_nth_unstable(top);
            ranked.truncate(top);
        }
        ranked.sort_unstable();
        list(ranked.into_iter().map(|(n, _, word)| (word, n.0)))
    }
}

/// The first bytes of a word as a number of the same order: most words differ there, and no memory
/// is looked at to find that out.
fn start(word: &str) -> u64 {
    let mut bytes = [0; 8];
    let n = word.len().min(8);
    bytes[..n].copy_from_slice(&word.as_bytes()[..n]);
    u64::from_be_bytes(bytes)
}
