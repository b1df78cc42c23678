//! Standard input and output as they are, without the buffers that std puts around them.

use crate::closed;
use std::io::{self, Read, Write};

/// Standard input: each read brings what is there.
///
/// # Errors
/// It was closed at the start, or there are too many open files.
#[cfg(unix)]
pub fn input() -> io::Result<impl Read + Send + 'static> {
    use std::os::fd::AsFd;
    closed::input()?;
    let input = io::stdin().as_fd().try_clone_to_owned()?;
    Ok(std::fs::File::from(input))
}

/// Standard output: each write goes out at once. If it was closed at the start, the first write fails:
/// a program that has nothing to write does not need it.
///
/// # Errors
/// There are too many open files.
#[cfg(unix)]
pub fn output() -> io::Result<impl Write + Send + 'static> {
    use std::os::fd::AsFd;
    if closed::output().is_err() {
        // Only open for reading: a write fails as to a closed descriptor.
        return std::fs::File::open("/dev/null");
    }
    let output = io::stdout().as_fd().try_clone_to_owned()?;
    Ok(std::fs::File::from(output))
}

/// Standard input, through std's buffer: only std can read a console of Windows.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn input() -> io::Result<impl Read + Send + 'static> {
    Ok(io::stdin())
}

/// Standard output, through std's buffer: the technique flushes after each write.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn output() -> io::Result<impl Write + Send + 'static> {
    Ok(io::stdout())
}

/// Standard input with std's buffer.
///
/// # Errors
/// It was closed at the start.
pub fn buffered_input() -> io::Result<io::Stdin> {
    closed::input().map(|()| io::stdin())
}

/// Standard output with std's buffer.
///
/// # Errors
/// It was closed at the start.
pub fn buffered_output() -> io::Result<io::Stdout> {
    closed::output().map(|()| io::stdout())
}
