//! Sentences that know which of their words are threads, so that a screen can give those their color.

use serde::Serialize;

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Piece {
    /// A thread, by its index.
    Thread(usize),
    /// Code: a value, or what a program says.
    Code([String; 1]),
    /// Other words.
    Text(String),
}

/// Where Unicode keeps characters for private use. One of them stands for a thread while a sentence is made.
const FIRST: u32 = 0xE000;

/// A thread in a sentence on its way.
pub(super) fn thread(index: usize) -> char {
    let index = u32::try_from(index).unwrap_or(u32::MAX).min(0xFFF);
    char::from_u32(FIRST + index).unwrap_or(' ')
}

/// Takes a sentence apart, in which code stands between backticks; `threads` is how many there are.
pub(super) fn pieces(sentence: &str, threads: usize) -> Vec<Piece> {
    let parts: Vec<&str> = sentence.split('`').collect();
    // One that is never closed stays what it is.
    let is_closed = parts.len() % 2 == 1;
    let mut pieces = vec![];
    for (i, part) in parts.iter().enumerate() {
        match i % 2 {
            1 if is_closed => pieces.push(Piece::Code([part.to_string()])),
            _ => words(part, threads, &mut pieces),
        }
    }
    pieces
}

fn words(part: &str, threads: usize, pieces: &mut Vec<Piece>) {
    let mut text = String::new();
    for c in part.chars() {
        let index = (c as u32).checked_sub(FIRST).map(|index| index as usize);
        match index {
            // A thread without a lane is an error in the recording.
            Some(index) if (threads..=0xFFF).contains(&index) => text += &format!("thread {index}"),
            Some(index) if index < threads => {
                if !text.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                }
                pieces.push(Piece::Thread(index));
            }
            _ => text.push(c),
        }
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
}

/// The sentence in words, with the names of the threads.
pub(super) fn text(pieces: &[Piece], threads: &[String]) -> String {
    let words = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Code([code]) => code.clone(),
        Piece::Thread(index) => threads.get(*index).cloned().unwrap_or_default(),
    });
    words.collect()
}
