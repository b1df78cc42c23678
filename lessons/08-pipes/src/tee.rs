//! A reader that hands on what it reads, as a T in a pipe.

use std::io::{self, Read, Write};

/// Reads from one, and writes all that it read to another before it returns it.
#[derive(Debug)]
pub struct TeeReader<R, W> {
    reader: R,
    writer: W,
}

impl<R: Read, W: Write> TeeReader<R, W> {
    /// What is read from `reader` goes to `writer` too.
    pub fn new(reader: R, writer: W) -> Self {
        TeeReader { reader, writer }
    }
}

impl<R: Read, W: Write> Read for TeeReader<R, W> {
    /// # Errors
    /// Reading failed, or writing did: then what was read is lost to the caller.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.reader.read(buffer)?;
        self.writer.write_all(&buffer[..n])?;
        Ok(n)
    }
}
