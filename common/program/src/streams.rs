//! Standard input and output, without the buffers that std puts around them.

use crate::closed;
use std::io::{self, Read, Write};

/// Opens standard input without a buffer: each read returns what is available.
///
/// # Errors
/// Returns an error if it was closed at the start, or if there are too many open files.
#[cfg(unix)]
pub fn input() -> io::Result<impl Read + Send + 'static> {
    use std::os::fd::AsFd;
    closed::input()?;
    let input = io::stdin().as_fd().try_clone_to_owned()?;
    Ok(std::fs::File::from(input))
}

/// Opens standard output without a buffer: each write takes effect at once. If it was closed at the
/// start, only the first write fails, because a program that has nothing to write does not need it.
///
/// # Errors
/// Returns an error if there are too many open files.
#[cfg(unix)]
pub fn output() -> io::Result<impl Write + Send + 'static> {
    use std::os::fd::AsFd;
    if closed::output().is_err() {
        // This is open for reading only, so a write fails as it does for a closed descriptor.
        return std::fs::File::open("/dev/null");
    }
    let output = io::stdout().as_fd().try_clone_to_owned()?;
    Ok(std::fs::File::from(output))
}

/// Opens standard input with std's buffer, because only std can read a Windows console.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn input() -> io::Result<impl Read + Send + 'static> {
    Ok(io::stdin())
}

/// Opens standard output with std's buffer. The callers flush after each write.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn output() -> io::Result<impl Write + Send + 'static> {
    Ok(io::stdout())
}

/// Opens standard input with std's buffer.
///
/// # Errors
/// Returns an error if it was closed at the start.
pub fn buffered_input() -> io::Result<io::Stdin> {
    closed::input().map(|()| io::stdin())
}

/// Opens standard output with std's buffer.
///
/// # Errors
/// Returns an error if it was closed at the start.
pub fn buffered_output() -> io::Result<io::Stdout> {
    closed::output().map(|()| io::stdout())
}
