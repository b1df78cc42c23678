//! Counting, cut anywhere, beside a reference that decodes one character after the other.

use lesson_08::counting::counts::{Counter, Counts};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// What separates words, as GNU wc and the C library of GNU say.
const WHITE: [char; 25] = [
    '\t', '\n', '\x0B', '\x0C', '\r', ' ', '\u{A0}', '\u{1680}', '\u{2000}', '\u{2001}',
    '\u{2002}', '\u{2003}', '\u{2004}', '\u{2005}', '\u{2006}', '\u{2007}', '\u{2008}', '\u{2009}',
    '\u{200A}', '\u{2028}', '\u{2029}', '\u{202F}', '\u{205F}', '\u{2060}', '\u{3000}',
];

/// Neighbours of white space that is longer than a byte, in number or in bytes.
const NEARLY: [char; 16] = [
    '\u{85}', '\u{9F}', '\u{A1}', 'à', '\u{167F}', '\u{1681}', '\u{180E}', '\u{200B}', '\u{2027}',
    '\u{202A}', '\u{2030}', '\u{205E}', '\u{2061}', '\u{2FFF}', '\u{3001}', '\u{FEFF}',
];

/// One character after the other; bytes that are none are part of words.
fn reference(text: &[u8]) -> Counts {
    let mut counts = Counts {
        bytes: text.len() as u64,
        ..Counts::default()
    };
    let mut inside = false;
    let mut see = |is_white: bool| {
        counts.words += u64::from(!is_white && !inside);
        inside = !is_white;
    };
    for chunk in text.utf8_chunks() {
        chunk.valid().chars().for_each(|c| see(WHITE.contains(&c)));
        chunk.invalid().iter().for_each(|_| see(false));
    }
    counts.lines = text.iter().filter(|byte| **byte == b'\n').count() as u64;
    counts
}

/// Counts `text` in blocks that end at `cuts`.
fn counted(text: &[u8], cuts: &[usize]) -> Counts {
    let mut counter = Counter::default();
    let mut cuts = cuts.to_vec();
    cuts.sort_unstable();
    let mut start = 0;
    for end in cuts.into_iter().chain([text.len()]) {
        counter.add(&text[start..end]);
        start = end;
    }
    counter.counts()
}

/// Pieces of text: characters of every kind, characters that are cut, runs longer than any vector,
/// and bytes that are nothing.
fn text() -> impl Strategy<Value = Vec<u8>> {
    let encoded = |c: char| c.to_string().into_bytes();
    let piece = prop_oneof![
        4 => select(WHITE.to_vec()).prop_map(encoded),
        3 => select(NEARLY.to_vec()).prop_map(encoded),
        2 => any::<char>().prop_map(encoded),
        2 => any::<char>().prop_map(move |c| encoded(c)[..1].to_vec()),
        2 => select(WHITE.to_vec()).prop_map(move |c| {
            let all = encoded(c);
            all[..all.len().div_ceil(2)].to_vec()
        }),
        3 => "[a-z ]{0,80}".prop_map(String::into_bytes),
        1 => vec(any::<u8>(), 0..40),
        1 => (select(b"x \n\xC2\xE2\x80\xA0".to_vec()), 0..600_usize).prop_map(|(b, n)| vec![b; n]),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn text_is_counted_as_the_reference_does(text in text(), cuts in vec(any::<Index>(), 0..8)) {
        let cuts: Vec<_> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
        prop_assert_eq!(counted(&text, &cuts), reference(&text));
    }

    #[test]
    fn random_bytes_are_counted_as_the_reference_does(text in vec(any::<u8>(), 0..10_000)) {
        prop_assert_eq!(counted(&text, &[]), reference(&text));
    }
}

#[test]
fn a_text_that_comes_byte_by_byte_is_the_same_text() {
    let text: String = WHITE
        .iter()
        .chain(&NEARLY)
        .flat_map(|c| ['a', *c, *c])
        .collect();
    let text = text.as_bytes();
    let all: Vec<_> = (0..text.len()).collect();
    assert_eq!(counted(text, &all), reference(text));
    for cut in 0..=text.len() {
        assert_eq!(counted(text, &[cut]), reference(text), "cut at {cut}");
    }
}

#[test]
fn every_white_space_character_separates_two_words() {
    for white in WHITE {
        let text = format!("a{white}b");
        assert_eq!(counted(text.as_bytes(), &[]).words, 2, "{white:?}");
    }
    for other in NEARLY {
        let text = format!("a{other}b");
        assert_eq!(counted(text.as_bytes(), &[]).words, 1, "{other:?}");
    }
}

#[test]
fn pieces_of_every_length_have_no_seam() {
    // Longer than what is looked at together, at every place in a vector.
    for white in [" ", "\u{A0}", "\u{2003}"] {
        let text = format!("ab{white}{white}").repeat(2000);
        for len in (0..200).chain(4000..4200).chain(8100..8300) {
            let text = &text.as_bytes()[..len.min(text.len())];
            assert_eq!(
                counted(text, &[]),
                reference(text),
                "{len} bytes with {white:?}"
            );
        }
    }
}

#[test]
fn nothing_is_nothing() {
    assert_eq!(counted(b"", &[0, 0]), Counts::default());
}
