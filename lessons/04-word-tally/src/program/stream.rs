//! An input of unknown length: standard input, a named pipe. Cut into pieces between words.

use lesson_04::boundary;
use lesson_program::streams;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

/// The most bytes that a word may have, about: it is held whole, several times over, before it is
/// counted.
const LONGEST_WORD: usize = 16 * 1024 * 1024;

/// A stream that workers take turns at.
pub struct Stream {
    from: From,
    /// What was read after the last place where it could be cut.
    rest: Vec<u8>,
}

enum From {
    /// Opened at the first turn: opening a named pipe waits for its writer.
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

    /// Replaces `piece` by the next one, of about `size` bytes or more, if a word is long. False at
    /// the end.
    ///
    /// # Errors
    /// The stream could not be opened or read. What was read before is in `piece`, and the stream
    /// is over.
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

    /// Reads `size` bytes more, or what is left. False if nothing is.
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

/// Refuses a word of so many bytes, or more.
///
/// # Errors
/// It is too long.
pub fn is_bearable(word: usize) -> io::Result<()> {
    if word > LONGEST_WORD {
        return Err(io::Error::other(
            "it has a word of more than 16 MiB; is it text?",
        ));
    }
    Ok(())
}

/// Appends up to `size` bytes of `from` to `piece`: how many. Fewer only at the end.
///
/// # Errors
/// It cannot be read, or there is no memory for what it holds.
pub fn append(from: &mut impl Read, piece: &mut Vec<u8>, size: usize) -> io::Result<usize> {
    piece.try_reserve(size)?;
    from.take(size as u64).read_to_end(piece)
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream").finish_non_exhaustive()
    }
}
