//! Runs the receiver in a separate thread, so that a blocked standard output cannot block the program.

use super::interrupt;
use super::meter::Meter;
use anyhow::Context;
use lesson_06::source::Stop;
use lesson_06::sync::channel::{RecvTimeoutError, after, bounded, never};
use lesson_06::sync::select;
use lesson_06::sync::thread::Builder;
use lesson_06::sync::time::Duration;
use lesson_program::screen::Screen;
use std::panic::resume_unwind;

/// How long standard output may accept nothing of what was read before the end: this many waits of this
/// length. A process that is stopped loses only one of them, however long it is stopped.
const GRACE: (u32, Duration) = (10, Duration::from_millis(100));

/// Runs `receive` until it returns. Returns `None` if it was asked to stop but could not, because
/// standard output is blocked; the number of lost bytes has been reported then.
///
/// # Errors
/// Returns an error if `receive` does, or if its thread cannot be started.
pub fn run<T: Send + 'static>(
    time: Option<Duration>,
    meter: &Meter,
    screen: &Screen,
    receive: impl FnOnce(Stop) -> anyhow::Result<T> + Send + 'static,
) -> anyhow::Result<Option<T>> {
    let asked = interrupt::listen()?;
    let timer = || time.map_or_else(never, after);
    let until = timer();
    let stop = Stop {
        until: timer(),
        asked: asked.clone(),
    };
    let (ended_tx, ended) = bounded::<()>(0);
    let receiver = Builder::new().name("receiver".into());
    let receiver = receiver.spawn(move || {
        // Dropped last, even while a panic unwinds.
        let _ended = ended_tx;
        receive(stop)
    });
    let receiver = receiver.context("cannot start the receiver")?;
    select! {
        recv(ended) -> _ => {}
        recv(until) -> _ => {}
        recv(asked) -> _ => {}
    }
    // As long as bytes are accepted, standard output is not blocked.
    let (waits, wait) = GRACE;
    let (mut written, mut waited) = (meter.written(), 0);
    while let Err(RecvTimeoutError::Timeout) = ended.recv_timeout(wait) {
        let (missing, now) = (meter.missing(), meter.written());
        let is_blocked = missing > 0 && now == written;
        waited = if is_blocked { waited + 1 } else { 0 };
        written = now;
        if waited == waits {
            screen.tell(&format!("{missing} bytes were read and not written"));
            return Ok(None);
        }
    }
    match receiver.join() {
        Ok(received) => received.map(Some),
        Err(panic) => resume_unwind(panic),
    }
}
