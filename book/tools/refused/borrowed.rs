//! Refused: a thread that nothing waits for borrows from the function that started it.

use std::thread;

fn main() {
    let page = String::from("in");
    thread::spawn(|| println!("{page}side"));
}
