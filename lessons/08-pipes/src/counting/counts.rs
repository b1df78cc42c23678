//! Lines, words and bytes, as `wc` counts them.

use super::words::Words;
use std::ops::AddAssign;

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Line ends: a last line without one is none.
    pub lines: u64,
    /// Runs of what is not white space; see [`Words`].
    pub words: u64,
    /// Bytes.
    pub bytes: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, more: Counts) {
        self.lines += more.lines;
        self.words += more.words;
        self.bytes += more.bytes;
    }
}

/// Counts a text that comes in blocks, cut anywhere.
#[derive(Clone, Debug, Default)]
pub struct Counter {
    lines: u64,
    words: Words,
    bytes: u64,
}

impl Counter {
    /// Goes on with the next block.
    pub fn add(&mut self, block: &[u8]) {
        self.lines += lines(block);
        self.words.add(block);
        self.bytes += block.len() as u64;
    }

    /// What there is up to here.
    pub fn counts(&self) -> Counts {
        Counts {
            lines: self.lines,
            words: self.words.words(),
            bytes: self.bytes,
        }
    }
}

/// Line ends in a block.
pub fn lines(block: &[u8]) -> u64 {
    bytecount::count(block, b'\n') as u64
}
