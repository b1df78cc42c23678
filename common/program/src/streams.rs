//! Standard input and output as they are, without the buffers that std puts around them.

use std::io::{self, Read, Write};

/// Standard input: each read brings what is there.
///
/// # Errors
/// It is closed, or there are too many open files.
#[cfg(unix)]
pub fn input() -> io::Result<impl Read + Send + 'static> {
    use std::os::fd::AsFd;
    let input = io::stdin().as_fd().try_clone_to_owned()?;
    Ok(std::fs::File::from(input))
}

/// Standard output: each write goes out at once.
///
/// # Errors
/// It is closed, or there are too many open files.
#[cfg(unix)]
pub fn output() -> io::Result<impl Write + Send + 'static> {
    use std::os::fd::AsFd;
    let output = io::stdout().as_fd().try_clone_to_owned()?;
    Ok(std::fs::File::from(output))
}

/// Standard input, through std's buffer: only std can read a console of Windows.
///
/// # Errors
/// It is closed, or there are too many open files.
#[cfg(not(unix))]
pub fn input() -> io::Result<impl Read + Send + 'static> {
    Ok(io::stdin())
}

/// Standard output, through std's buffer: the technique flushes after each write.
///
/// # Errors
/// It is closed, or there are too many open files.
#[cfg(not(unix))]
pub fn output() -> io::Result<impl Write + Send + 'static> {
    Ok(io::stdout())
}
