//! Files that are written whole, or stay as they were; files that are read whole, or not at all.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

pub use lesson_files::replace;

/// The largest file that is read, in bytes: 1 MiB.
const MOST: u64 = 1 << 20;

/// Reads a file that another program may have put there.
///
/// # Errors
/// It cannot be read, is larger than 1 MiB, or is not a regular file: a named pipe may never be written to,
/// and a device has no end.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let file = regular(path, File::options().read(true))?;
    let mut text = vec![];
    file.take(MOST + 1).read_to_end(&mut text)?;
    match text.len() as u64 > MOST {
        true => Err(refused("it is larger than 1 MiB")),
        false => Ok(text),
    }
}

/// Opens a file, unless what is there is not a regular file: to open a named pipe may take forever.
///
/// # Errors
/// It is not, or cannot be opened.
pub fn regular(path: &Path, options: &fs::OpenOptions) -> io::Result<File> {
    match fs::metadata(path) {
        Ok(about) if !about.is_file() => Err(refused("it is not a regular file")),
        _ => options.open(path),
    }
}

fn refused(why: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, why)
}
