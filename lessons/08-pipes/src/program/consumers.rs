//! What each of three threads counts of what it reads.

use lesson_08::counting::counts;
use lesson_08::counting::words::Words;
use std::io::{self, ErrorKind, Read};

/// Bytes that are read at once: enough that a hand-over between threads is rare.
pub const BLOCK: usize = 128 * 1024;

/// Bytes.
pub fn bytes(input: &mut dyn Read) -> io::Result<u64> {
    let mut bytes = 0;
    blocks(input, &mut vec![0; BLOCK], |block| {
        bytes += block.len() as u64
    })?;
    Ok(bytes)
}

/// Line ends.
pub fn lines(input: &mut dyn Read) -> io::Result<u64> {
    let mut lines = 0;
    blocks(input, &mut vec![0; BLOCK], |block| {
        lines += counts::lines(block)
    })?;
    Ok(lines)
}

/// Words.
pub fn words(input: &mut dyn Read) -> io::Result<u64> {
    let mut words = Words::default();
    blocks(input, &mut vec![0; BLOCK], |block| words.add(block))?;
    Ok(words.words())
}

/// Reads to the end, block by block.
///
/// # Errors
/// Reading failed: what came before it was seen.
pub fn blocks(
    input: &mut dyn Read,
    block: &mut [u8],
    mut see: impl FnMut(&[u8]),
) -> io::Result<()> {
    loop {
        match input.read(block) {
            Ok(0) => return Ok(()),
            Ok(n) => see(&block[..n]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
