//! Checks whether there is enough memory for threads before they are started.
//!
//! If a new thread finds no memory for its first steps, the whole process ends, and neither std nor the C
//! library can report that. A program that starts many threads therefore checks first. This matters where
//! memory is limited, for example by `ulimit -v`.

use std::hint::black_box;
use std::io::{self, ErrorKind};

/// Address space of one more thread: its stack, and what it needs to start.
const EACH: usize = (2 << 20) + (128 << 10);
/// Memory that must be left for what the threads do.
const SPARE: usize = 8 << 20;
/// Memory is reserved in pieces, because operating systems refuse a single piece that is larger than
/// their memory, although they allow stacks of the same total size.
const PIECE: usize = 64 << 20;

/// Checks whether there is enough memory for `n` more threads. None of it is kept.
///
/// # Errors
/// Returns an error if there is not.
pub fn for_threads(n: usize) -> io::Result<()> {
    is_left(n.saturating_mul(EACH).saturating_add(SPARE))
}

/// Checks whether `bytes` of memory can be reserved. None of it is kept.
///
/// # Errors
/// Returns an error if they cannot.
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
    // Otherwise the compiler removes the unused reservations.
    black_box(&pieces);
    Ok(())
}

/// Halves `n` until there is enough memory for that many threads, and returns it. At least one.
pub fn fewer_threads(n: usize) -> usize {
    let mut fewer = n;
    while fewer > 1 && for_threads(fewer).is_err() {
        fewer /= 2;
    }
    fewer
}
