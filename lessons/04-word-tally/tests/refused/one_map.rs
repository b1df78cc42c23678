//! Listing L5 in Rust: a thread for each file, one map, no lock.

use std::collections::HashMap;
use std::{env, fs, thread};

fn main() {
    let mut words = HashMap::new();
    thread::scope(|scope| {
        for file in env::args().skip(1) {
            scope.spawn(|| {
                let text = fs::read_to_string(file).unwrap();
                for word in text.split_whitespace() {
                    *words.entry(word.to_lowercase()).or_insert(0) += 1;
                }
            });
        }
    });
}
