//! What a worker reads: chunks of words in lower case, one after the other.

use crate::word::Word;

/// A worker's share of the text.
///
/// Its implementations read and lower-case; the strategies only count.
pub trait Text {
    /// Replaces `chunk` by the next one: whole words in lower case, with ASCII white space between
    /// them. False at the end of the text.
    fn next(&mut self, chunk: &mut String) -> bool;
}

/// The words of a chunk, in order.
pub fn words(chunk: &str) -> Words<'_> {
    Words {
        chunk,
        word: 0,
        block: 0,
        ends: ends(chunk.as_bytes(), 0),
    }
}

/// The words of a chunk, made by [`words`].
///
/// It looks at 64 bytes at a time: how many words they hold is easier to foresee, for the
/// processor, than how long each word is.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    chunk: &'a str,
    /// Where the word under way begins.
    word: usize,
    /// Where the block under way begins.
    block: usize,
    /// A bit for each byte of the block that ends a word, and was not looked at.
    ends: u64,
}

/// Bytes that are looked at together: as many as a number has bits.
const BLOCK: usize = 64;

impl<'a> Iterator for Words<'a> {
    type Item = Word<'a>;

    // Inlined, a word stays in registers; returned, it would go through memory, and wait for it.
    #[inline(always)]
    fn next(&mut self) -> Option<Word<'a>> {
        loop {
            if self.ends == 0 && !self.look_further() {
                return None;
            }
            let at = self.block + self.ends.trailing_zeros() as usize;
            self.ends &= self.ends - 1;
            let start = std::mem::replace(&mut self.word, at + 1);
            if start < at {
                return Some(Word::at(self.chunk, start, at));
            }
        }
    }
}

impl Words<'_> {
    /// Goes on to the next block in which a word ends. False if there is none.
    fn look_further(&mut self) -> bool {
        while self.ends == 0 {
            self.block += BLOCK;
            if self.block > self.chunk.len() {
                return false;
            }
            self.ends = ends(self.chunk.as_bytes(), self.block);
        }
        true
    }
}

/// A bit for each byte of the block at `at` that is white space. The end of `bytes` counts as a
/// space.
#[inline]
fn ends(bytes: &[u8], at: usize) -> u64 {
    let rest = &bytes[at..];
    if let Some(block) = rest.first_chunk() {
        return spaces(block);
    }
    let mut block = [b'-'; BLOCK];
    block[..rest.len()].copy_from_slice(rest);
    block[rest.len()] = b' ';
    spaces(&block)
}

/// A bit for each byte that is white space.
#[inline]
fn spaces(block: &[u8; BLOCK]) -> u64 {
    // Without a branch: 16 bytes at a time, if the processor can.
    let is_space = block.map(|byte| u8::from(is_space(byte)));
    let mut bits = 0;
    for (i, eight) in is_space.as_chunks::<8>().0.iter().enumerate() {
        // Moves the lowest bit of each byte into the highest byte.
        let eight = u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        bits |= eight << (8 * i);
    }
    bits
}

/// The ASCII part of [`char::is_whitespace`]. (std's `is_ascii_whitespace` leaves out the vertical
/// tab.)
#[inline]
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}
