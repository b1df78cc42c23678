//! Standard streams that were closed when the program was started, as by `>&-` in a shell.
//!
//! Before `main`, Rust's runtime opens `/dev/null` in their place, so that no file opened later becomes
//! standard output by accident. From then on a write succeeds, and what was written is lost. A
//! constructor therefore checks them before the runtime starts. Checking later for a `/dev/null` that is
//! open for reading and writing is not enough, because Python's `subprocess.DEVNULL` is one as well, and
//! is no failure.

use std::io;

/// Checks that standard input was open at the start.
///
/// # Errors
/// Returns the error of a read from a closed descriptor if it was closed.
pub fn input() -> io::Result<()> {
    at_start::is_open(at_start::INPUT)
}

/// Checks that standard output was open at the start.
///
/// # Errors
/// Returns the error of a write to a closed descriptor if it was closed.
pub fn output() -> io::Result<()> {
    at_start::is_open(at_start::OUTPUT)
}

#[cfg(unix)]
mod at_start {
    use std::io;
    use std::os::fd::BorrowedFd;
    use std::sync::atomic::{AtomicU8, Ordering};

    pub const INPUT: u8 = 1;
    pub const OUTPUT: u8 = 2;

    /// `EBADF`, which has this number on every Unix.
    const BAD_DESCRIPTOR: i32 = 9;

    /// One bit for each stream that was closed. Relaxed, because it is written before a second thread exists.
    static CLOSED: AtomicU8 = AtomicU8::new(0);

    pub fn is_open(stream: u8) -> io::Result<()> {
        match CLOSED.load(Ordering::Relaxed) & stream {
            0 => Ok(()),
            _ => Err(io::Error::from_raw_os_error(BAD_DESCRIPTOR)),
        }
    }

    ctor::declarative::ctor! {
        /// Runs before the runtime and uses nothing that the runtime sets up: it only duplicates
        /// descriptors.
        #[ctor(unsafe)]
        fn look() {
            use std::os::fd::AsFd;

            let is_closed = |stream: BorrowedFd<'_>| {
                let copy = stream.try_clone_to_owned();
                copy.is_err_and(|why| why.raw_os_error() == Some(BAD_DESCRIPTOR))
            };
            let input = u8::from(is_closed(io::stdin().as_fd())) * INPUT;
            let output = u8::from(is_closed(io::stdout().as_fd())) * OUTPUT;
            CLOSED.store(input | output, Ordering::Relaxed);
        }
    }
}

#[cfg(not(unix))]
mod at_start {
    use std::io;

    pub const INPUT: u8 = 1;
    pub const OUTPUT: u8 = 2;

    pub fn is_open(_: u8) -> io::Result<()> {
        Ok(())
    }
}
