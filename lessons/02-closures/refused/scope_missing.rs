//! Refused: outside a scope, nothing sees to it that the thread ends before its loan does.

use std::thread;

fn main() {
    let words = vec![String::from("two"), String::from("words")];
    let theirs = &words;
    let counter = thread::spawn(move || println!("{} words", theirs.len()));
    println!("{} words", words.len());
    counter.join().unwrap();
}
