//! What a task does: gzip from a reader to a writer. It knows nothing of groups, threads or files.
//!
//! # Examples
//! ```
//! use lesson_03::compress::{Deflater, Header, compress};
//!
//! let mut zipped = vec![];
//! let header = Header { name: b"hello.txt".to_vec(), modified: 0 };
//! let sizes = compress(&mut Deflater::new(6), &header, &b"hello"[..], &mut zipped)?;
//! assert_eq!((sizes.read, sizes.written), (5, zipped.len() as u64));
//! # Ok::<(), lesson_03::compress::CompressError>(())
//! ```

use flate2::{Compress, Compression, Crc, FlushCompress, Status};
use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind, Read, Write};

/// Bytes that one read may return, and that are collected before one write. With more, the window and
/// the tables of the compressor leave the cache of a core: 4 % slower at 128 KiB.
const CHUNK: usize = 32 * 1024;

/// Bits of a header's flags: a name follows.
const NAMED: u8 = 8;
/// The operating system in the header: Unix.
const UNIX: u8 = 3;

/// What the file was, for the program that unpacks it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Its name without folders; empty for none. It ends at the first zero byte, if there is one.
    pub name: Vec<u8>,
    /// When it was last modified, in seconds since 1970; 0 for unknown.
    pub modified: u32,
}

/// How many bytes were read and written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Bytes that were read.
    pub read: u64,
    /// Bytes that were written, header and trailer included.
    pub written: u64,
}

/// Which side failed, and how.
#[derive(Debug)]
pub enum CompressError {
    /// The input could not be read.
    Read(io::Error),
    /// The output could not be written.
    Write(io::Error),
}

/// The state of a compressor, reused for one input after another: 300 KB that would otherwise be set
/// up again for each small file.
#[derive(Debug)]
pub struct Deflater {
    deflate: Compress,
    level: u32,
    input: Vec<u8>,
    output: Vec<u8>,
}

impl Deflater {
    /// Creates one for this level: 1 is the fastest, 9 makes the smallest output.
    pub fn new(level: u32) -> Deflater {
        let level = level.clamp(1, 9);
        Deflater {
            deflate: Compress::new(Compression::new(level), false),
            level,
            input: vec![0; CHUNK],
            output: Vec::with_capacity(CHUNK),
        }
    }

    /// Writes out what was collected.
    fn empty(&mut self, output: &mut impl Write) -> Result<u64, CompressError> {
        output
            .write_all(&self.output)
            .map_err(CompressError::Write)?;
        let written = self.output.len() as u64;
        self.output.clear();
        Ok(written)
    }
}

// ANCHOR: compress
/// Compresses all of `input` into `output`, which is flushed at the end.
///
/// # Errors
/// Either side failed, and what was written is incomplete. A full disk often shows only at the end,
/// because writing the trailer and flushing can fail too.
pub fn compress(
    with: &mut Deflater,
    header: &Header,
    mut input: impl Read,
    mut output: impl Write,
) -> Result<Sizes, CompressError> {
    let mut sizes = Sizes::default();
    let mut crc = Crc::new();
    with.deflate.reset();
    with.output.clear();
    with.output.extend(header.bytes(with.level));
    loop {
        let n = read(&mut input, &mut with.input).map_err(CompressError::Read)?;
        sizes.read += n as u64;
        crc.update(&with.input[..n]);
        sizes.written += deflate(with, n, &mut output)?;
        if n == 0 {
            break;
        }
    }
    with.output.extend(crc.sum().to_le_bytes());
    with.output.extend(crc.amount().to_le_bytes());
    sizes.written += with.empty(&mut output)?;
    output.flush().map_err(CompressError::Write)?;
    Ok(sizes)
}
// ANCHOR_END: compress

/// Deflates the first `n` bytes of the input, or ends the stream if `n` is 0. Returns how many bytes
/// were written.
fn deflate(with: &mut Deflater, n: usize, output: &mut impl Write) -> Result<u64, CompressError> {
    let flush = match n {
        0 => FlushCompress::Finish,
        _ => FlushCompress::None,
    };
    let (mut used, mut written) = (0, 0);
    loop {
        let before = with.deflate.total_in();
        let status = with
            .deflate
            .compress_vec(&with.input[used..n], &mut with.output, flush)
            .map_err(|error| CompressError::Write(io::Error::other(error)))?;
        used += (with.deflate.total_in() - before) as usize;
        let full = with.output.len() == with.output.capacity();
        if full {
            written += with.empty(output)?;
        }
        let ended = match flush {
            FlushCompress::Finish => status == Status::StreamEnd,
            _ => used == n && !full,
        };
        if ended {
            return Ok(written);
        }
    }
}

/// Reads until `buffer` is full or the input ends. Returns how many bytes were read.
fn read(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match input.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

impl Header {
    /// The header of RFC 1952.
    fn bytes(&self, level: u32) -> Vec<u8> {
        let name = self.name.split(|byte| *byte == 0).next().unwrap_or(&[]);
        let effort = match level {
            9 => 2,
            1 => 4,
            _ => 0,
        };
        let named = if name.is_empty() { 0 } else { NAMED };
        let mut bytes = vec![0x1f, 0x8b, 8, named];
        bytes.extend(self.modified.to_le_bytes());
        bytes.extend([effort, UNIX]);
        if named != 0 {
            bytes.extend(name);
            bytes.push(0);
        }
        bytes
    }
}

/// Everything but reading the input counts as a failure of the output.
impl From<io::Error> for CompressError {
    fn from(cause: io::Error) -> CompressError {
        CompressError::Write(cause)
    }
}

impl fmt::Display for CompressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CompressError::Read(_) => "cannot read the input",
            CompressError::Write(_) => "cannot write the output",
        })
    }
}

impl Error for CompressError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            CompressError::Read(cause) | CompressError::Write(cause) => Some(cause),
        }
    }
}
