//! Every strategy on real threads equals a naive tally, on any bytes, however they are cut.

use lesson_04::counts::Counts;
use lesson_04::text::{Text, words};
use lesson_04::{batched, boundary, channel, lower, merge, mutex, rwlock, sharded};
use proptest::prelude::*;
use std::collections::{BTreeMap, VecDeque};
use std::io;

/// What is asked for, in the plainest words: the whole text at once.
fn naive(bytes: &[u8]) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for word in String::from_utf8_lossy(bytes).split(char::is_whitespace) {
        if !word.is_empty() {
            *counts.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    counts
}

fn all(counts: &Counts) -> BTreeMap<String, u64> {
    counts.iter().map(|(word, n)| (word.into(), n)).collect()
}

/// Chunks that are ready.
struct Ready(VecDeque<String>);

impl Text for Ready {
    fn next(&mut self, chunk: &mut String) -> bool {
        chunk.clear();
        let next = self.0.pop_front();
        next.is_some_and(|next| {
            *chunk = next;
            true
        })
    }
}

/// Cuts `bytes` at the first boundary at or after each of `cuts`, and deals the pieces out.
fn deal(bytes: &[u8], cuts: &[usize], workers: usize) -> Vec<Ready> {
    let mut texts: Vec<_> = (0..workers).map(|_| Ready(VecDeque::new())).collect();
    let mut start = 0;
    let cuts = cuts.iter().map(|cut| cut % (bytes.len() + 1));
    let mut cuts: Vec<_> = cuts.filter_map(|cut| boundary::first(bytes, cut)).collect();
    cuts.push(bytes.len());
    cuts.sort_unstable();
    for (i, end) in cuts.into_iter().enumerate() {
        let mut chunk = String::new();
        lower::append(&mut chunk, &bytes[start..end]);
        texts[i % workers].0.push_back(chunk);
        start = end;
    }
    texts
}

type Tally = fn(Vec<Ready>) -> io::Result<Counts>;

const STRATEGIES: [(&str, Tally); 6] = [
    ("mutex", mutex::tally),
    ("batched", batched::tally),
    ("sharded", sharded::tally),
    ("rwlock", rwlock::tally),
    ("merge", merge::tally),
    ("channel", channel::tally),
];

/// Bytes that are nearly text: pieces that meet at every kind of seam.
fn nearly_text() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => "[a-cA-C]{1,20}".prop_map(String::into_bytes),
        4 => Just(b" ".to_vec()),
        1 => "[\t\n\u{b}\u{c}\r\u{1c}\u{0}]".prop_map(String::into_bytes),
        1 => "[\u{85}\u{a0}\u{1680}\u{2003}\u{2029}\u{205f}\u{3000}]".prop_map(String::into_bytes),
        2 => "[ΣσςΑÄßİ\u{307}.'𐐀]{1,4}".prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 1..4),
        1 => prop::sample::select(vec![&b"\xE3"[..], b"\xE3\x80", b"\xC2", b"\xE2\x80", b"\x80", b"\xF0\x9F"]).prop_map(<[u8]>::to_vec),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn equals_naive(bytes: &[u8], cuts: &[usize], workers: usize) {
    let expected = naive(bytes);
    for (name, tally) in STRATEGIES {
        let counts = tally(deal(bytes, cuts, workers)).unwrap();
        assert_eq!(all(&counts), expected, "{name}");
        assert_eq!(counts.total(), expected.values().sum::<u64>(), "{name}");
    }
}

proptest! {
    #[test]
    fn nearly_text_is_counted_as_the_naive_tally_counts_it(
        bytes in nearly_text(),
        cuts in prop::collection::vec(any::<usize>(), 0..6),
        workers in 1..4_usize,
    ) {
        equals_naive(&bytes, &cuts, workers);
    }

    #[test]
    fn random_bytes_are_counted_as_the_naive_tally_counts_them(
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        cuts in prop::collection::vec(any::<usize>(), 0..6),
    ) {
        equals_naive(&bytes, &cuts, 2);
    }

    #[test]
    fn a_chunk_has_the_words_that_split_finds(chunk in "[a-c \t\n\u{b}\u{0}\u{1f}äσ!~]{0,200}") {
        let space = |char: char| char.is_ascii() && char.is_whitespace();
        let expected: Vec<_> = chunk.split(space).filter(|word| !word.is_empty()).collect();
        let found: Vec<_> = words(&chunk).map(|word| word.text()).collect();
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn the_most_frequent_come_first_and_equals_by_their_bytes() {
    let text = "b a c b a é z é";
    let counts = merge::tally(deal(text.as_bytes(), &[], 1)).unwrap();
    let ranked = [("a", 2), ("b", 2), ("é", 2), ("c", 1), ("z", 1)];
    assert_eq!(counts.ranked(1, None), ranked);
    assert_eq!(counts.ranked(2, None), ranked[..3]);
    for top in 0..7 {
        assert_eq!(counts.ranked(1, Some(top)), ranked[..top.min(5)]);
    }
}

#[test]
fn a_panic_of_a_worker_reaches_the_caller_after_the_others_have_ended() {
    struct Broken;
    impl Text for Broken {
        fn next(&mut self, _: &mut String) -> bool {
            std::panic::resume_unwind(Box::new("broken"))
        }
    }
    for tally in [mutex::tally, merge::tally, channel::tally] {
        let panic = std::panic::catch_unwind(|| tally(vec![Broken, Broken])).unwrap_err();
        assert_eq!(panic.downcast_ref(), Some(&"broken"));
    }
}
