//! Where bytes may be cut so that no word is: right after white space.
//!
//! A cut there also leaves the decoding as it is. White space that is complete begins with a byte
//! that begins a character, which ends whatever was broken before it. So the pieces, each decoded as
//! [`String::from_utf8_lossy`] does, make what the whole makes.

use crate::text::is_space;

/// The longest white space in bytes, as UTF-8.
pub const LONGEST: usize = 3;

/// Whether `bytes` end with white space, as [`char::is_whitespace`] has it.
#[inline]
pub fn is_after_space(bytes: &[u8]) -> bool {
    match bytes {
        [.., 0xC2, 0x85 | 0xA0] => true,
        [.., 0xE1, 0x9A, 0x80] => true,
        [.., 0xE2, 0x80, 0x80..=0x8A | 0xA8 | 0xA9 | 0xAF] => true,
        [.., 0xE2, 0x81, 0x9F] => true,
        [.., 0xE3, 0x80, 0x80] => true,
        [.., byte] => is_space(*byte),
        [] => false,
    }
}

/// The first place at or after `from` where `bytes` may be cut.
pub fn first(bytes: &[u8], from: usize) -> Option<usize> {
    (from..=bytes.len()).find(|at| is_after_space(&bytes[..*at]))
}

/// The last place at or after `from` where `bytes` may be cut.
pub fn last(bytes: &[u8], from: usize) -> Option<usize> {
    (from..=bytes.len())
        .rev()
        .find(|at| is_after_space(&bytes[..*at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_knows_the_white_space_that_char_knows() {
        let mut longest = 0;
        for char in '\0'..=char::MAX {
            let mut bytes = [0; 4];
            let bytes = char.encode_utf8(&mut bytes).as_bytes();
            assert_eq!(is_after_space(bytes), char.is_whitespace(), "{char:?}");
            if char.is_whitespace() {
                longest = longest.max(bytes.len());
            }
        }
        assert_eq!(longest, LONGEST);
    }

    #[test]
    fn a_cut_comes_right_after_white_space() {
        let text = "one\u{3000}two three".as_bytes();
        assert_eq!((first(text, 0), last(text, 0)), (Some(6), Some(10)));
        assert_eq!((first(text, 6), first(text, 7)), (Some(6), Some(10)));
        assert_eq!((first(text, 11), last(text, 11)), (None, None));
    }
}
