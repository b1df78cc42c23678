//! `--timeout`: when it expires, a pipe is closed with an error, and both ends return by themselves.

use lesson_08::carrier::Carrier;
use lesson_08::pipe::PipeWriter;
use lesson_08::sync::channel::{RecvTimeoutError, Sender, bounded};
use lesson_08::sync::thread::{Builder, Scope};
use lesson_08::sync::time::Duration;
use std::io::{self, ErrorKind};

/// Closes `writer` with `TimedOut` when `timeout` expires, unless the returned guard is dropped before.
/// The thread that waits for it belongs to `scope`.
///
/// # Errors
/// The thread could not be started.
pub fn close_after<'scope, C: Carrier + Send + Sync>(
    scope: &'scope Scope<'scope, '_>,
    writer: &'scope PipeWriter<C>,
    timeout: Option<Duration>,
) -> io::Result<Option<Guard>> {
    let Some(timeout) = timeout else {
        return Ok(None);
    };
    let (ended_tx, ended_rx) = bounded(0);
    let waits = Builder::new().name("deadline".into());
    waits.spawn_scoped(scope, move || {
        if let Err(RecvTimeoutError::Timeout) = ended_rx.recv_timeout(timeout) {
            writer.close_with_error(timed_out(timeout));
        }
    })?;
    Ok(Some(Guard(ended_tx)))
}

/// While it exists, the time is running.
#[derive(Debug)]
pub struct Guard(#[expect(dead_code, reason = "dropping it is what counts")] Sender<()>);

/// The error after the timeout.
pub fn timed_out(timeout: Duration) -> io::Error {
    let timeout = lesson_program::words::time(timeout);
    io::Error::new(ErrorKind::TimedOut, format!("not done within {timeout}"))
}
