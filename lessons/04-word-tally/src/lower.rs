//! From bytes to words in lower case: what is ASCII is done in place, the rest exactly.

use crate::text::is_space;

/// Appends the words of `bytes` to `chunk`, in lower case, with ASCII white space between them.
/// False if `bytes` are not UTF-8: then they are decoded as
/// [`String::from_utf8_lossy`] does.
///
/// `bytes` begin and end where no word is cut (see [`crate::boundary`]).
pub fn append(chunk: &mut String, bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.is_ascii() => {
            append_ascii(chunk, text);
            true
        }
        Ok(text) => {
            append_words(chunk, text);
            true
        }
        Err(_) => {
            append_words(chunk, &String::from_utf8_lossy(bytes));
            false
        }
    }
}

fn append_ascii(chunk: &mut String, text: &str) {
    let start = chunk.len();
    chunk.push_str(text);
    chunk[start..].make_ascii_lowercase();
    if !text.bytes().next_back().is_some_and(is_space) {
        chunk.push('\n');
    }
}

fn append_words(chunk: &mut String, text: &str) {
    for word in text.split(char::is_whitespace) {
        if word.is_ascii() {
            append_ascii(chunk, word);
        } else if word.contains('Σ') {
            // What it becomes depends on its place in the word: `str::to_lowercase` knows.
            chunk.push_str(&word.to_lowercase());
        } else {
            chunk.extend(word.chars().flat_map(char::to_lowercase));
        }
        chunk.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::append;
    use crate::text::words;

    fn lower(bytes: &[u8]) -> (Vec<String>, bool) {
        let mut chunk = String::new();
        let is_utf8 = append(&mut chunk, bytes);
        let words = words(&chunk).map(|word| word.text().into());
        (words.collect(), is_utf8)
    }

    #[test]
    fn ascii_is_split_at_every_white_space_that_char_knows() {
        let (words, _) = lower(b"\tThe LOCK\x0Bthe\x0Ckey\r\n\x1Cit's");
        assert_eq!(words, ["the", "lock", "the", "key", "\u{1C}it's"]);
    }

    #[test]
    fn other_letters_and_spaces_are_what_char_and_str_say() {
        let text = "ÄRGER\u{A0}İstanbul\u{2003}ΟΔΟΣ ΣΑΣ Σ ß ẞ";
        let (words, is_utf8) = lower(text.as_bytes());
        assert!(is_utf8);
        let expected = ["ärger", "i\u{307}stanbul", "οδος", "σας", "σ", "ß", "ß"];
        assert_eq!(words, expected);
    }

    #[test]
    fn what_is_not_utf_8_is_replaced() {
        let (words, is_utf8) = lower(b"A\xFFB \xE3\x80 \xC3\x84");
        assert!(!is_utf8);
        assert_eq!(words, ["a\u{FFFD}b", "\u{FFFD}", "ä"]);
    }

    #[test]
    fn chunks_may_be_put_together() {
        let mut chunk = String::new();
        for piece in ["one", "TWO ", "", "Drei ü", "\u{3000}"] {
            append(&mut chunk, piece.as_bytes());
        }
        let words: Vec<_> = words(&chunk).map(|word| word.text()).collect();
        assert_eq!(words, ["one", "two", "drei", "ü"]);
    }
}
