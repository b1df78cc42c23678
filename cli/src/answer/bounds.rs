//! How large an answer may be: the parser calls itself for each level of nesting, and a stack has an end.

use super::Finding;
use proc_macro2::{TokenStream, TokenTree};
use std::panic;
use std::thread;

/// The most words, brackets among them, that an answer may have: about 1,000 lines.
const WORDS: usize = 10_000;
/// The most brackets within each other.
const DEPTH: usize = 200;
/// The most bytes that are split into words.
const BYTES: usize = 1 << 18;
/// In bytes. An unoptimized parser takes up to 64 KiB for a pair of brackets, and 8 KiB for any other word.
const STACK: usize = 128 << 20;

/// Calls `f` with a stack that is large enough for any answer within these bounds.
pub fn with_stack<T: Send>(f: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK);
        let called = thread.spawn_scoped(scope, f).expect("a thread");
        called
            .join()
            .unwrap_or_else(|panic| panic::resume_unwind(panic))
    })
}

/// Why an answer is too large to be read, if it is.
pub fn exceeded(answer: &str) -> Option<Finding> {
    let refuse = |what: &str| {
        let text = format!(
            "the answer {what}, which is more than it can need, and more than what reads it can hold. Make it \
             smaller"
        );
        Some(Finding::new(1, "size", text))
    };
    if answer.len() > BYTES {
        return refuse(&format!("has {} bytes", answer.len()));
    }
    let Ok(tokens) = answer.parse::<TokenStream>() else {
        return None;
    };
    match measured(tokens) {
        (words, _) if words > WORDS => refuse(&format!("has {words} words")),
        (_, depth) if depth > DEPTH => refuse(&format!("has {depth} brackets within each other")),
        _ => None,
    }
}

/// How many words there are, and how many brackets within each other.
fn measured(tokens: TokenStream) -> (usize, usize) {
    let (mut words, mut depth) = (0, 0);
    for token in tokens {
        words += 1;
        if let TokenTree::Group(group) = token {
            let (within, below) = measured(group.stream());
            words += within + 1;
            depth = depth.max(below + 1);
        }
    }
    (words, depth)
}
