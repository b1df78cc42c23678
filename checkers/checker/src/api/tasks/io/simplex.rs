//! One pipe.

use super::pipe::Pipe;
use crate::plain::here;
use std::fmt;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// A pipe with both its ends; the checked type for `tokio::io::SimplexStream`.
pub struct SimplexStream(Pipe);

/// The end at which a stream is read; the checked type for `tokio::io::ReadHalf`.
pub struct ReadHalf<S>(S);

/// The end at which a stream is written; the checked type for `tokio::io::WriteHalf`.
pub struct WriteHalf<S>(S);

/// Creates a pipe that holds at most `size` bytes.
///
/// As in tokio, dropping the write half does not end the stream: `shutdown` does. To drop the future of one `read` or one
/// `write` loses no byte; that of a `read_exact` or a `write_all` loses what it had read, or the count of what it had
/// written.
///
/// # Panics
/// If `size` is zero.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::tasks};
/// use tokio::io::{AsyncReadExt, AsyncWriteExt};
///
/// let report = check("a pipe of two bytes", || {
///     tasks::block_on(async {
///         let (mut reader, mut writer) = tasks::io::simplex(2);
///         tasks::spawn(async move {
///             writer.write_all(b"hello").await?;
///             writer.shutdown().await
///         });
///         let mut text = String::new();
///         reader.read_to_string(&mut text).await.unwrap();
///         text
///     })
/// });
/// report.holds().reaches(["\"hello\""]);
/// ```
#[track_caller]
pub fn simplex(size: usize) -> (ReadHalf<SimplexStream>, WriteHalf<SimplexStream>) {
    let SimplexStream(pipe) = SimplexStream::new_unsplit(size);
    let reader = ReadHalf(SimplexStream(pipe.clone()));
    (reader, WriteHalf(SimplexStream(pipe)))
}

impl SimplexStream {
    /// Creates a pipe with both its ends, which holds at most `size` bytes: see [`simplex`].
    ///
    /// # Panics
    /// If `size` is zero.
    #[track_caller]
    pub fn new_unsplit(size: usize) -> Self {
        assert!(size > 0, "`max_buf_size` must be greater than 0");
        SimplexStream(Pipe::new(size, here()))
    }
}

impl AsyncRead for SimplexStream {
    #[track_caller]
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.0.poll_read(context, buffer, here())
    }
}

impl AsyncWrite for SimplexStream {
    #[track_caller]
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.0.poll_write(context, &[IoSlice::new(bytes)], here())
    }

    #[track_caller]
    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.0.poll_write(context, slices, here())
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    #[track_caller]
    fn poll_shutdown(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.close_write(here());
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for ReadHalf<S> {
    #[track_caller]
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for WriteHalf<S> {
    #[track_caller]
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    #[track_caller]
    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }

    #[track_caller]
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    #[track_caller]
    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}

macro_rules! opaque {
    ($($name:ident $(<$stream:ident>)?),+) => { $(
        impl$(<$stream>)? fmt::Debug for $name$(<$stream>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )+ };
}

opaque!(SimplexStream, ReadHalf<S>, WriteHalf<S>);
