//! What a worker reads: chunks of words in lower case, one after the other.

/// A worker's share of the text.
///
/// Whoever implements it reads and lower-cases; the techniques only count.
pub trait Text {
    /// Replaces `chunk` by the next one: whole words in lower case, with ASCII white space between
    /// them and at the end. False at the end of the text.
    fn next(&mut self, chunk: &mut String) -> bool;
}

/// The words of a chunk, in order.
pub fn words(chunk: &str) -> Words<'_> {
    Words { rest: chunk }
}

/// The words of a chunk, made by [`words`].
#[derive(Clone, Debug)]
pub struct Words<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        let bytes = self.rest.as_bytes();
        let start = bytes.iter().position(|byte| !is_space(*byte))?;
        let rest = &bytes[start..];
        let length = rest.iter().position(|byte| is_space(*byte));
        let end = length.map_or(bytes.len(), |length| start + length);
        let word = &self.rest[start..end];
        self.rest = &self.rest[end..];
        Some(word)
    }
}

/// The ASCII part of [`char::is_whitespace`]. (std's `is_ascii_whitespace` leaves out the vertical
/// tab.)
#[inline]
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}
