//! What carries the bytes from one end of a pipe to the other: each step of the lesson is one.

use std::io;

/// Carries bytes, in order, once each. [`crate::pipe`] says what its callers may rely on; the clauses
/// in its table are what every carrier keeps.
pub trait Carrier {
    /// Hands over `bytes`, which are not empty, and returns how many were taken: all of them, or
    /// those that were before an end closed.
    ///
    /// # Errors
    /// An end was closed before anything was taken.
    fn write(&self, bytes: &[u8]) -> io::Result<usize>;

    /// What a write of nothing says: it waits for nobody and wakes nobody.
    ///
    /// # Errors
    /// An end was closed.
    fn write_nothing(&self) -> io::Result<()>;

    /// Waits for bytes and takes what fits into `buffer`, which is not empty. 0 is the end.
    ///
    /// # Errors
    /// The writer closed with an error, or the reader was closed.
    fn read(&self, buffer: &mut [u8]) -> io::Result<usize>;

    /// Nobody will read any more.
    fn close_reader(&self, why: Option<io::Error>);

    /// Nobody will write any more.
    fn close_writer(&self, why: Option<io::Error>);
}
