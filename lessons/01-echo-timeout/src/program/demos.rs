//! One run of an echo between two ends that keep count: what was echoed before and after the closing
//! message, and what was lost.

use lesson_01::echoed::Echoed;
use lesson_01::sync::time::{Duration, Instant};
use lesson_01::sync::{Arc, Mutex};
use std::io::{self, Read, Write};

/// Bytes that each read of the input returns.
const PIECE: usize = 64;

/// Starts an echo, correct or not, and waits for it.
pub type Run<R> = fn(R, Output, Duration) -> io::Result<Echoed>;

/// What the two ends of one echo saw. Everything is written under its lock.
#[derive(Debug, Default)]
struct Count {
    /// Bytes that were written before the closing message. Written by the output.
    before: u64,
    /// Bytes that were written after it. Written by the output.
    after: u64,
    /// The closing message was printed. Set by the demonstration once the foreground has returned.
    closed: bool,
}

/// An input that always has more, until the closing message.
#[derive(Debug)]
pub struct Endless(Arc<Mutex<Count>>);

/// An output that counts what was written before and after the closing message.
#[derive(Debug)]
pub struct Output(Arc<Mutex<Count>>);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.lock().closed {
            return Ok(0);
        }
        let piece = PIECE.min(buffer.len());
        buffer[..piece].fill(b'.');
        Ok(piece)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut count = self.0.lock();
        if count.closed {
            count.after += bytes.len() as u64;
        } else {
            count.before += bytes.len() as u64;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How many bytes a run with an endless input accepted and echoed.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    /// What the echo reports as accepted.
    pub accepted: u64,
    pub before_closing: u64,
    pub after_closing: u64,
}

/// Echoes an endless input until `timeout`, then joins the copier.
pub fn endless(run: Run<Endless>, timeout: Duration) -> io::Result<Account> {
    let count = Arc::new(Mutex::new(Count::default()));
    let echoed = run(Endless(count.clone()), Output(count.clone()), timeout)?;
    count.lock().closed = true;
    // The copier's panic, if any, has already printed its message.
    let _ = echoed.copier.join();
    let count = count.lock();
    Ok(Account {
        accepted: echoed.read,
        before_closing: count.before,
        after_closing: count.after,
    })
}

/// Echoes an empty input and returns how long that took.
pub fn nothing(run: Run<io::Empty>, timeout: Duration) -> io::Result<Duration> {
    let started = Instant::now();
    let echoed = run(io::empty(), Output(Arc::default()), timeout)?;
    let took = started.elapsed();
    let _ = echoed.copier.join();
    Ok(took)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lesson_01::echo::Echo;

    #[test]
    fn the_correct_echo_closes_after_the_last_byte_and_loses_none() {
        for _ in 0..100 {
            let timeout = Duration::from_millis(1);
            let account = endless(
                |i, o, t| Ok(Echo::start(i, o)?.wait(t, Duration::MAX)),
                timeout,
            );
            let account = account.expect("a thread");
            assert_eq!(account.after_closing, 0);
            assert_eq!(account.accepted, account.before_closing);
        }
    }

    #[test]
    fn the_correct_echo_ends_with_its_input() {
        let long = Duration::from_secs(3600);
        let took = nothing(
            |i, o, t| Ok(Echo::start(i, o)?.wait(t, Duration::MAX)),
            long,
        );
        assert!(took.expect("a thread") < long);
    }
}
