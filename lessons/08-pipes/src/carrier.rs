//! The trait that all pipe implementations of this lesson share.

use std::io;

/// Carries bytes from one end of a pipe to the other, in order and once each. The table in
/// [`crate::pipe`] lists what every implementation promises.
pub trait Carrier {
    /// Hands over `bytes`, which are not empty, and returns how many were taken: all of them, or
    /// fewer if an end was closed meanwhile.
    ///
    /// # Errors
    /// An end was closed before anything was taken.
    fn write(&self, bytes: &[u8]) -> io::Result<usize>;

    /// Writes zero bytes: it neither blocks nor wakes a thread.
    ///
    /// # Errors
    /// An end was closed.
    fn write_nothing(&self) -> io::Result<()>;

    /// Waits for bytes and copies as many as fit into `buffer`, which is not empty. Returns 0 at the end.
    ///
    /// # Errors
    /// The writer closed with an error, or the reader was closed.
    fn read(&self, buffer: &mut [u8]) -> io::Result<usize>;

    /// Closes the reading end.
    fn close_reader(&self, why: Option<io::Error>);

    /// Closes the writing end.
    fn close_writer(&self, why: Option<io::Error>);
}
