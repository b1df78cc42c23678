//! A word as the tables want it: with its hash, and in one number if it is short.

use foldhash::fast::FixedState;
use std::hash::BuildHasher;

/// A fixed seed, because a model must behave the same way each time. An attacker could therefore
/// choose words whose hashes collide, to slow the program down.
const HASHER: FixedState = FixedState::with_seed(4);

/// Bytes of the longest [`Short`] word.
const LONGEST: usize = 15;

/// A word, ready to be looked up.
#[derive(Clone, Copy, Debug)]
pub struct Word<'a> {
    text: &'a str,
    number: Option<u128>,
    hash: u64,
}

/// A word of 15 bytes at most, kept where the table is: nearly every word is one.
///
/// Its bytes from 0 on, zeros, and its length as the last byte. As a number (little-endian) it stays
/// in registers: compared so, no word waits for memory that was just written.
#[derive(Clone, Copy, Debug)]
pub struct Short([u8; 16]);

impl<'a> Word<'a> {
    /// The word `text`.
    pub fn new(text: &'a str) -> Self {
        Word::with(text, number(text))
    }

    /// The word at `start..end` of `chunk`.
    ///
    /// Reads 16 bytes and clears those that are too many, which is faster than branching on the length
    /// of every word.
    #[inline]
    pub fn at(chunk: &'a str, start: usize, end: usize) -> Self {
        let (text, n) = (&chunk[start..end], end - start);
        match chunk.as_bytes()[start..].first_chunk() {
            Some(bytes) if n <= LONGEST => Word::with(text, Some(first(*bytes, n))),
            _ => Word::new(text),
        }
    }

    #[inline]
    fn with(text: &'a str, number: Option<u128>) -> Self {
        let hash = match number {
            Some(number) => HASHER.hash_one(number),
            None => HASHER.hash_one(text),
        };
        Word { text, number, hash }
    }

    /// The word itself.
    #[inline]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The word in one number, if it is short enough: that of its [`Short`].
    #[inline]
    pub fn number(&self) -> Option<u128> {
        self.number
    }

    /// The same in every run.
    #[inline]
    pub fn hash(&self) -> u64 {
        self.hash
    }
}

impl PartialEq for Word<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.text == other.text
    }
}

impl Eq for Word<'_> {}

impl Short {
    /// The word of this number.
    #[inline]
    pub fn of(number: u128) -> Short {
        Short(number.to_le_bytes())
    }

    /// Its number.
    #[inline]
    pub fn number(&self) -> u128 {
        u128::from_le_bytes(self.0)
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        let n = usize::from(self.0[LONGEST]);
        std::str::from_utf8(&self.0[..n]).expect("made from a str")
    }

    /// As [`Word::hash`].
    #[inline]
    pub fn hash(&self) -> u64 {
        HASHER.hash_one(self.number())
    }
}

fn number(text: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    let n = text.len();
    bytes.get_mut(..n)?.copy_from_slice(text.as_bytes());
    (n <= LONGEST).then(|| first(bytes, n))
}

/// The number of the first `n` of these bytes, which make whole characters; `n` is at most 15.
#[inline]
fn first(bytes: [u8; 16], n: usize) -> u128 {
    let kept = u128::from_le_bytes(bytes) & KEPT[n];
    kept | (n as u128) << 120
}

/// For each length, the bits that belong to the word. Looked up: to shift so wide a number by so
/// many bits takes three times as many instructions.
const KEPT: [u128; 16] = {
    let mut kept = [0; 16];
    let mut n = 1;
    while n < 16 {
        kept[n] = kept[n - 1] << 8 | 0xFF;
        n += 1;
    }
    kept
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_each_length_comes_back_and_is_the_same_in_a_chunk() {
        let letters = "abcdefghijklmnopqrstuvwxyz abcdefghijklmnopqrstuvwxyz";
        for n in 1..26 {
            let word = Word::new(&letters[..n]);
            assert_eq!(word.number().is_some(), n <= LONGEST);
            for start in [0, 27] {
                let same = Word::at(letters, start, start + n);
                assert_eq!((same, same.number()), (word, word.number()));
            }
            if let Some(short) = word.number().map(Short::of) {
                assert_eq!((short.as_str(), short.hash()), (word.text(), word.hash()));
            }
        }
    }

    #[test]
    fn zeros_at_the_end_belong_to_the_word() {
        let (without, with) = (Word::new("a").number(), Word::new("a\0").number());
        assert_ne!(without, with);
        assert_eq!(Short::of(with.unwrap()).as_str(), "a\0");
    }
}
