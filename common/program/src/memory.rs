//! Whether there is memory for threads, before they are started.
//!
//! A thread that the operating system has started and that finds no memory for its own first steps ends
//! the whole process: neither std nor the C library can report that. So a program that starts many
//! threads asks first. It matters where memory is limited, as by `ulimit -v`.

use std::hint::black_box;
use std::io::{self, ErrorKind};

/// What one more thread takes of the address space: its stack, and what it needs to begin.
const EACH: usize = (2 << 20) + (128 << 10);
/// What has to be left beside the threads, for what they do.
const SPARE: usize = 8 << 20;
/// Reserved piece by piece: systems refuse one piece that is larger than their memory, although stacks
/// of that size are no trouble.
const PIECE: usize = 64 << 20;

/// Finds out whether there is memory for `n` more threads. None of it is kept.
///
/// # Errors
/// There is not.
pub fn for_threads(n: usize) -> io::Result<()> {
    is_left(n.saturating_mul(EACH).saturating_add(SPARE))
}

/// Finds out whether so many `bytes` can be had. None of them is kept.
///
/// # Errors
/// They cannot.
pub fn is_left(bytes: usize) -> io::Result<()> {
    let mut left = bytes;
    let mut pieces: Vec<Vec<u8>> = vec![];
    while left > 0 {
        let mut piece = vec![];
        let reserved = piece.try_reserve_exact(left.min(PIECE));
        reserved.map_err(|_| ErrorKind::OutOfMemory)?;
        left -= left.min(PIECE);
        pieces.try_reserve(1).map_err(|_| ErrorKind::OutOfMemory)?;
        pieces.push(piece);
    }
    // Else the compiler leaves out what is never used.
    black_box(&pieces);
    Ok(())
}

/// The most threads that there is memory for: `n`, or a half of it, and so on, but one at least.
pub fn fewer_threads(n: usize) -> usize {
    let mut fewer = n;
    while fewer > 1 && for_threads(fewer).is_err() {
        fewer /= 2;
    }
    fewer
}
