//! Two pipes, for the two directions.

use super::pipe::Pipe;
use crate::plain::here;
use std::fmt;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// One end of two pipes; the checked type for `tokio::io::DuplexStream`.
///
/// When it is dropped, the other end reads what is left and then the end of the stream, and its writes fail.
pub struct DuplexStream {
    read: Pipe,
    write: Pipe,
}

/// Creates two streams, each of which reads what is written to the other. At most `size` bytes wait in each direction.
///
/// # Panics
/// If `size` is zero.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::tasks};
/// use tokio::io::{AsyncReadExt, AsyncWriteExt};
///
/// let report = check("an echo", || {
///     tasks::block_on(async {
///         let (mut client, mut server) = tasks::io::duplex(1);
///         tasks::spawn(async move {
///             let byte = server.read_u8().await?;
///             server.write_u8(byte).await
///         });
///         client.write_u8(7).await.unwrap();
///         client.read_u8().await.unwrap()
///     })
/// });
/// report.holds().reaches(["7"]);
/// ```
#[track_caller]
pub fn duplex(size: usize) -> (DuplexStream, DuplexStream) {
    assert!(size > 0, "`max_buf_size` must be greater than 0");
    let loc = here();
    let (one, two) = (Pipe::new(size, loc), Pipe::new(size, loc));
    let first = DuplexStream {
        read: one.clone(),
        write: two.clone(),
    };
    let second = DuplexStream {
        read: two,
        write: one,
    };
    (first, second)
}

impl AsyncRead for DuplexStream {
    #[track_caller]
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.read.poll_read(context, buffer, here())
    }
}

impl AsyncWrite for DuplexStream {
    #[track_caller]
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let slices = [IoSlice::new(bytes)];
        self.write.poll_write(context, &slices, here())
    }

    #[track_caller]
    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.write.poll_write(context, slices, here())
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    #[track_caller]
    fn poll_shutdown(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.write.close_write(here());
        Poll::Ready(Ok(()))
    }
}

impl Drop for DuplexStream {
    fn drop(&mut self) {
        self.write.close_write(self.write.made());
        self.read.close_read(self.read.made());
    }
}

impl fmt::Debug for DuplexStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DuplexStream").finish_non_exhaustive()
    }
}
