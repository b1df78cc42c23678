//! Refused: without a scope, nothing makes the thread end before its borrow does.

use std::thread;

fn main() {
    let words = vec![String::from("two"), String::from("words")];
    let theirs = &words;
    let counter = thread::spawn(move || println!("{} words", theirs.len()));
    println!("{} words", words.len());
    counter.join().unwrap();
}
