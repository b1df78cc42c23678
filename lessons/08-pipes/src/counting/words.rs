//! Counts words in UTF-8, block by block. A word is a run of what is not white space.
//!
//! White space is what GNU `wc` takes for it since coreutils 9.5: the white space of Unicode, and the
//! blanks that do not break. All else is part of words: control characters too, and bytes that are no
//! UTF-8. A byte with which a character of white space begins stands in the middle of none, so the
//! last three bytes tell whether one ends here, and nothing is decoded.

use super::lanes::count;

/// Bytes to the left of a byte that decide whether a word ends before the white space that ends with
/// it: that is up to 3 bytes long, and so is what may end just before it.
const LEFT: usize = 5;

/// Bytes that are looked at together: what is noted of them stays near the core.
const PIECE: usize = 4096;

/// Counts the words of a text that comes in blocks, cut anywhere.
#[derive(Clone, Debug)]
pub struct Words {
    /// The last bytes up to here; blanks stand before the text.
    left: [u8; LEFT],
    /// Words that have ended, and the white space after them too.
    ended: u64,
}

impl Default for Words {
    fn default() -> Self {
        Words {
            left: [b' '; LEFT],
            ended: 0,
        }
    }
}

impl Words {
    /// Goes on with the next block.
    pub fn add(&mut self, block: &[u8]) {
        let (head, rest) = block.split_at(block.len().min(LEFT));
        let mut seam = [0; 2 * LEFT];
        let seam = &mut seam[..LEFT + head.len()];
        seam[..LEFT].copy_from_slice(&self.left);
        seam[LEFT..].copy_from_slice(head);
        self.ended += ended(seam);
        for (i, piece) in rest.chunks(PIECE).enumerate() {
            let start = i * PIECE;
            self.ended += ended(&block[start..start + LEFT + piece.len()]);
        }
        let last = block.last_chunk().or(seam.last_chunk());
        self.left = *last.expect("a seam has at least as many");
    }

    /// How many there are up to here, with one that goes on.
    pub fn words(&self) -> u64 {
        let [.., before, middle, last] = self.left;
        self.ended + u64::from(white([before, middle, last]) == 0)
    }
}

/// How many words have ended before the white space that ends in `text`, whose first [`LEFT`] bytes
/// are there to be looked back at.
fn ended(text: &[u8]) -> u64 {
    match text.is_ascii() || !may_have_long_white(text) {
        true => ended_in_ascii(text),
        false => ended_in_utf_8(text),
    }
}

/// Whether white space of more than one byte may begin in `text`, by its first two bytes. Most texts
/// that are not English have none either.
fn may_have_long_white(text: &[u8]) -> bool {
    let (bytes, next) = (&text[..text.len() - 1], &text[1..]);
    let begin = count([bytes, next], |[byte, next]| {
        ((byte == 0xC2) & (next == 0xA0))
            | ((byte == 0xE2) & (next & 0xFE == 0x80))
            | ((byte == 0xE1) & (next == 0x9A))
            | ((byte == 0xE3) & (next == 0x80))
    });
    begin > 0
}

// ANCHOR: ascii
/// A word ends where white space has a left neighbour that is none.
fn ended_in_ascii(text: &[u8]) -> u64 {
    let bytes = &text[LEFT..];
    let before = &text[LEFT - 1..text.len() - 1];
    count([before, bytes], |[before, byte]| {
        // Not `&&`: to look at both is cheaper than to choose.
        is_blank(byte) & !is_blank(before)
    })
}

/// White space in ASCII: the blank, and from the tab to the carriage return.
fn is_blank(byte: u8) -> bool {
    (byte == b' ') | (byte.wrapping_sub(b'\t') < 5)
}
// ANCHOR_END: ascii

/// As in ASCII, but the left neighbour of white space stands up to three bytes before its end.
fn ended_in_utf_8(text: &[u8]) -> u64 {
    let mut lengths = [0; LEFT + PIECE];
    let lengths = &mut lengths[..text.len()];
    let rows = text.iter().zip(&text[1..]).zip(&text[2..]);
    for (length, ((before, middle), last)) in lengths[2..].iter_mut().zip(rows) {
        *length = white([*before, *middle, *last]);
    }
    let row = |left: usize| &lengths[LEFT - left..lengths.len() - left];
    count(
        [row(3), row(2), row(1), row(0)],
        |[three, two, one, here]| {
            ((here == 1) & (one == 0)) | ((here == 2) & (two == 0)) | ((here == 3) & (three == 0))
        },
    )
}

/// How long the white space is that ends with the last of three bytes: 0 if it is none.
fn white([before, middle, last]: [u8; 3]) -> u8 {
    // U+00A0
    let two = (middle == 0xC2) & (last == 0xA0);
    // U+2000 to U+200A, U+2028, U+2029, U+202F
    let general = (before == 0xE2)
        & (middle == 0x80)
        & ((last.wrapping_sub(0x80) <= 0x0A) | (last == 0xA8) | (last == 0xA9) | (last == 0xAF));
    // U+205F, U+2060
    let more = (before == 0xE2) & (middle == 0x81) & ((last == 0x9F) | (last == 0xA0));
    let ogham = (before == 0xE1) & (middle == 0x9A) & (last == 0x80);
    let ideographic = (before == 0xE3) & (middle == 0x80) & (last == 0x80);
    let three = general | more | ogham | ideographic;
    u8::from(is_blank(last)) | (u8::from(two) << 1) | (u8::from(three) * 3)
}
