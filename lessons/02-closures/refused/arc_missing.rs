//! Refused: `Rc` counts without atomics, so two threads could lose count.

use std::rc::Rc;
use std::thread;

fn main() {
    let words = Rc::new(vec![String::from("two"), String::from("words")]);
    let theirs = words.clone();
    let counter = thread::spawn(move || println!("{} words", theirs.len()));
    println!("{} words", words.len());
    counter.join().unwrap();
}
