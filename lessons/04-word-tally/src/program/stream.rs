//! An input of unknown length, such as standard input or a named pipe. It is cut between words.

use lesson_04::boundary;
use lesson_program::streams;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

/// The approximate limit for the bytes of a word, several copies of which are in memory before it is
/// counted.
const LONGEST_WORD: usize = 16 * 1024 * 1024;

/// A stream that several workers read, one at a time.
pub struct Stream {
    from: From,
    /// What was read after the last place where the stream could be cut.
    rest: Vec<u8>,
}

enum From {
    /// Opened by the first read, because opening a named pipe blocks until it has a writer.
    File(PathBuf),
    StandardInput,
    Open(Box<dyn Read + Send>),
    Over,
}

impl Stream {
    pub fn of_file(path: PathBuf) -> Self {
        Stream {
            from: From::File(path),
            rest: vec![],
        }
    }

    pub fn of_standard_input() -> Self {
        Stream {
            from: From::StandardInput,
            rest: vec![],
        }
    }

    /// Replaces `piece` by the next one, of about `size` bytes, or more if a word is long. Returns false
    /// at the end.
    ///
    /// # Errors
    /// The stream could not be opened or read. What was read before is in `piece`, and the stream has
    /// ended.
    pub fn next(&mut self, piece: &mut Vec<u8>, size: usize) -> (bool, io::Result<()>) {
        piece.clear();
        std::mem::swap(piece, &mut self.rest);
        loop {
            let known = piece.len();
            match self.read(piece, size) {
                Ok(true) => {}
                Ok(false) => return (!piece.is_empty(), Ok(())),
                Err(error) => {
                    self.from = From::Over;
                    return (!piece.is_empty(), Err(error));
                }
            }
            if let Some(cut) = boundary::last(piece, known + 1) {
                self.rest.extend_from_slice(&piece[cut..]);
                piece.truncate(cut);
                return (true, Ok(()));
            }
            if let Err(error) = is_bearable(piece.len()) {
                // No part of a word is counted.
                piece.clear();
                self.from = From::Over;
                return (false, Err(error));
            }
        }
    }

    /// Reads `size` more bytes, or what is left. Returns false if nothing is.
    fn read(&mut self, piece: &mut Vec<u8>, size: usize) -> io::Result<bool> {
        let opened: Option<Box<dyn Read + Send>> = match &self.from {
            From::File(path) => Some(Box::new(File::open(path)?)),
            From::StandardInput => Some(Box::new(streams::buffered_input()?)),
            From::Open(_) | From::Over => None,
        };
        if let Some(opened) = opened {
            self.from = From::Open(opened);
        }
        let From::Open(from) = &mut self.from else {
            return Ok(false);
        };
        let read = append(from, piece, size)?;
        if read < size {
            self.from = From::Over;
        }
        Ok(read > 0)
    }
}

/// Checks the length of a word.
///
/// # Errors
/// It is too long.
pub fn is_bearable(word: usize) -> io::Result<()> {
    if word > LONGEST_WORD {
        return Err(io::Error::other(
            "it has a word of more than 16 MiB, so it is probably not text",
        ));
    }
    Ok(())
}

/// Appends up to `size` bytes of `from` to `piece`, and returns how many; fewer only at the end.
///
/// # Errors
/// It cannot be read, or there is not enough memory.
pub fn append(from: &mut impl Read, piece: &mut Vec<u8>, size: usize) -> io::Result<usize> {
    piece.try_reserve(size)?;
    from.take(size as u64).read_to_end(piece)
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream").finish_non_exhaustive()
    }
}
