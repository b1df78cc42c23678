//! A reader that copies what it reads to a writer, like a T-shaped fitting in a pipe.

use std::io::{self, Read, Write};

/// Reads from a reader and writes everything to a writer before returning it.
#[derive(Debug)]
pub struct TeeReader<R, W> {
    reader: R,
    writer: W,
}

impl<R: Read, W: Write> TeeReader<R, W> {
    /// Creates a reader that reads from `reader` and copies everything to `writer`.
    pub fn new(reader: R, writer: W) -> Self {
        TeeReader { reader, writer }
    }
}

impl<R: Read, W: Write> Read for TeeReader<R, W> {
    /// # Errors
    /// Reading failed, or writing failed; in the second case the caller loses the bytes that were read.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.reader.read(buffer)?;
        self.writer.write_all(&buffer[..n])?;
        Ok(n)
    }
}
