//! Refused: one thread appends to a buffer while another reads it, without a lock.

use std::thread;

fn main() {
    let mut buffer: Vec<u8> = vec![];
    thread::scope(|threads| {
        threads.spawn(|| buffer.extend(b"ab"));
        threads.spawn(|| println!("{} bytes", buffer.len()));
    });
}
