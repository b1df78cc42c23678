//! A stream of records: a producer writes into a pipe, and what comes out goes to the client.
//!
//! Both ends of the pipe block, and the server must not: so each has a thread, of which there are
//! only so many. Between the second and the server is a channel of one: a client that does not read
//! holds up the producer, and nothing piles up.

use super::seat::Guest;
use crate::program::deadline::timed_out;
use crate::program::feed::{Going, close, pauses};
use crate::program::produce::{Plan, produce};
use hyper::body::Bytes;
use lesson_08::pipe::{PipeReader, pipe};
use lesson_08::sync::Arc;
use lesson_08::sync::time::Duration;
use std::io::{self, ErrorKind, Read};
use std::task::{Context, Poll, ready};
use tokio::sync::OwnedSemaphorePermit;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::{AbortHandle, spawn_blocking};
use tokio::time::sleep;

/// What a client gets. Dropping it ends its threads.
#[derive(Debug)]
pub struct Stream {
    pieces: Receiver<io::Result<Bytes>>,
    /// Comes after everything before it is written.
    failure: Option<io::Error>,
    guest: Arc<Guest>,
    _going: Going,
    clock: Option<AbortHandle>,
}

impl Stream {
    /// Starts to make records.
    pub fn start(
        plan: Plan,
        timeout: Option<Duration>,
        permit: OwnedSemaphorePermit,
        guest: Arc<Guest>,
    ) -> Self {
        let (reader, writer) = pipe();
        let (pauses, going) = pauses();
        let writer = Arc::new(writer);
        let late = Arc::downgrade(&writer);
        let clock = timeout.map(|timeout| {
            let clock = tokio::spawn(async move {
                sleep(timeout).await;
                if let Some(writer) = late.upgrade() {
                    writer.close_with_error(timed_out(timeout));
                }
            });
            clock.abort_handle()
        });
        // It is released when both threads have ended.
        let permit = Arc::new(permit);
        let permits = permit.clone();
        spawn_blocking(move || {
            let _permit = permit;
            close(&writer, produce(&mut &*writer, &plan, &pauses));
        });
        let (piece_tx, pieces) = channel(1);
        spawn_blocking(move || {
            let _permit = permits;
            carry(reader, &piece_tx);
        });
        Stream {
            pieces,
            failure: None,
            guest,
            _going: going,
            clock,
        }
    }

    /// The next piece: a record, or an error, or the end.
    ///
    /// An error makes hyper throw away what it has not written yet. So it waits: hyper writes when
    /// there is nothing to take, and looks here again when it could.
    pub fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        if self.failure.is_none() {
            match ready!(self.pieces.poll_recv(cx)) {
                Some(Err(why)) => self.failure = Some(why),
                piece => return Poll::Ready(piece),
            }
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if self.guest.is_blocked() {
            return Poll::Pending;
        }
        Poll::Ready(self.failure.take().map(Err))
    }
}

/// Passes on what comes out of the pipe, each read by itself, until it ends or the client wants no more.
fn carry(mut reader: PipeReader, pieces: &Sender<io::Result<Bytes>>) {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let piece = match reader.read(&mut buffer) {
            Ok(0) => return,
            Ok(n) => Ok(Bytes::copy_from_slice(&buffer[..n])),
            Err(why) if why.kind() == ErrorKind::Interrupted => continue,
            Err(why) => Err(why),
        };
        let failed = piece.is_err();
        if pieces.blocking_send(piece).is_err() || failed {
            return;
        }
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        if let Some(clock) = &self.clock {
            clock.abort();
        }
    }
}
