//! Refused: the closure borrows the words, and its thread may outlive them.

use std::thread;

fn main() {
    let words = vec![String::from("two"), String::from("words")];
    let counter = thread::spawn(|| println!("{} words", words.len()));
    counter.join().unwrap();
}
