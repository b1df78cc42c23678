//! A connection that notes when something last went through it, and who waits for whom.

use lesson_08::sync::Arc;
use lesson_08::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use lesson_08::sync::time::{Duration, Instant};
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// What is known of a client. Everything runs on one thread: the atomics are for the compiler.
#[derive(Debug)]
pub struct Guest {
    /// Counts up.
    pub number: u64,
    since: Instant,
    /// Milliseconds after `since` at which bytes last went through.
    moved: AtomicU64,
    /// It has asked for something, and has no answer yet.
    pub asked: AtomicBool,
    /// It gets a stream, and the server makes the pauses.
    pub streams: AtomicBool,
    /// See `is_blocked`. Written by its connection.
    blocked: AtomicBool,
    /// See `has_hung_up`. Written by its connection.
    hung_up: AtomicBool,
}

impl Guest {
    /// One that has just come.
    pub fn new(number: u64) -> Self {
        Guest {
            number,
            since: Instant::now(),
            moved: AtomicU64::new(0),
            asked: AtomicBool::new(false),
            streams: AtomicBool::new(false),
            blocked: AtomicBool::new(false),
            hung_up: AtomicBool::new(false),
        }
    }

    /// Whether there is something to write that it does not take.
    pub fn is_blocked(&self) -> bool {
        self.blocked.load(Ordering::Relaxed)
    }

    /// Whether it sends nothing more while it gets a stream. It may read on, or it may have gone: only a
    /// write would show which. So it keeps its stream until another client needs it.
    pub fn has_hung_up(&self) -> bool {
        self.hung_up.load(Ordering::Relaxed)
    }

    /// For how long nothing has gone through.
    pub fn idles(&self) -> Duration {
        let moved = Duration::from_millis(self.moved.load(Ordering::Relaxed));
        self.since.elapsed().saturating_sub(moved)
    }

    fn moves(&self) {
        let now = self.since.elapsed().as_millis();
        let now = u64::try_from(now).unwrap_or(u64::MAX);
        self.moved.store(now, Ordering::Relaxed);
    }

    /// It has its answer: from now on it is up to the client, which may be shown out any time.
    pub fn is_answered(&self) {
        self.moves();
        self.asked.store(false, Ordering::Relaxed);
        self.streams.store(false, Ordering::Relaxed);
    }

    /// For how long it has kept the server waiting, if it does.
    pub fn keeps_waiting(&self) -> Option<Duration> {
        let waits = !self.streams.load(Ordering::Relaxed) || self.blocked.load(Ordering::Relaxed);
        waits.then(|| self.idles())
    }
}

/// Its connection.
#[derive(Debug)]
pub struct Seat {
    /// The connection itself.
    pub stream: TcpStream,
    /// Whose it is.
    pub guest: Arc<Guest>,
}

impl Seat {
    fn wrote(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        let blocked = written.is_pending();
        if !blocked || !self.guest.blocked.load(Ordering::Relaxed) {
            self.guest.moves();
        }
        self.guest.blocked.store(blocked, Ordering::Relaxed);
        written
    }
}

impl AsyncRead for Seat {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(cx, buffer))?;
        if buffer.filled().len() > before {
            self.guest.moves();
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Seat {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.wrote(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, bytes);
        self.wrote(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// With `half_close` hyper reads nothing while it writes an answer, and flushes whenever the
    /// connection wakes it. So this is where a client that hangs up is noticed.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.guest.streams.load(Ordering::Relaxed) && !self.guest.has_hung_up() {
            let (mut byte, stream) = ([0], &self.stream);
            let ended = stream.poll_peek(cx, &mut ReadBuf::new(&mut byte));
            let ended = matches!(ended, Poll::Ready(Ok(0) | Err(_)));
            self.guest.hung_up.store(ended, Ordering::Relaxed);
        }
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
