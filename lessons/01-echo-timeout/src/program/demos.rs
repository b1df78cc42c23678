//! One run of an echo between ends that keep the books: what was echoed before and after the
//! farewell, and what was lost.

use lesson_01::echoed::Echoed;
use lesson_01::sync::time::{Duration, Instant};
use lesson_01::sync::{Arc, Mutex};
use std::io::{self, Read, Write};

/// Bytes that the input has at each read.
const PIECE: usize = 64;

/// Starts an echo, of the technique or of a trap, and waits for it.
pub type Run<R> = fn(R, Output, Duration) -> io::Result<Echoed>;

/// What the ends of one echo saw. Everything is written under its lock.
#[derive(Debug, Default)]
struct Books {
    /// Bytes that were written before the farewell. Written by the output.
    before: u64,
    /// Bytes that were written after it. Written by the output.
    after: u64,
    /// Set by the demonstration once the foreground came back.
    farewell: bool,
}

/// An input that always has more, until the farewell.
#[derive(Debug)]
pub struct Endless(Arc<Mutex<Books>>);

/// An output that notes what comes when.
#[derive(Debug)]
pub struct Output(Arc<Mutex<Books>>);

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.lock().farewell {
            return Ok(0);
        }
        let piece = PIECE.min(buffer.len());
        buffer[..piece].fill(b'.');
        Ok(piece)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut books = self.0.lock();
        if books.farewell {
            books.after += bytes.len() as u64;
        } else {
            books.before += bytes.len() as u64;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What one run with an endless input came to, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    /// What the echo says that it accepted.
    pub accepted: u64,
    pub before_the_farewell: u64,
    pub after_the_farewell: u64,
}

/// Echoes an endless input until `timeout`, says farewell, and waits for the copier to end.
pub fn endless(run: Run<Endless>, timeout: Duration) -> io::Result<Account> {
    let books = Arc::new(Mutex::new(Books::default()));
    let echoed = run(Endless(books.clone()), Output(books.clone()), timeout)?;
    books.lock().farewell = true;
    // The copier's panic, if any, has already printed its message.
    let _ = echoed.copier.join();
    let books = books.lock();
    Ok(Account {
        accepted: echoed.read,
        before_the_farewell: books.before,
        after_the_farewell: books.after,
    })
}

/// Echoes an input that is over at once: how long that took.
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
    fn the_technique_says_farewell_after_the_last_byte_and_loses_none() {
        for _ in 0..100 {
            let timeout = Duration::from_millis(1);
            let account = endless(
                |i, o, t| Ok(Echo::start(i, o)?.wait(t, Duration::MAX)),
                timeout,
            );
            let account = account.expect("a thread");
            assert_eq!(account.after_the_farewell, 0);
            assert_eq!(account.accepted, account.before_the_farewell);
        }
    }

    #[test]
    fn the_technique_ends_with_its_input() {
        let long = Duration::from_secs(3600);
        let took = nothing(
            |i, o, t| Ok(Echo::start(i, o)?.wait(t, Duration::MAX)),
            long,
        );
        assert!(took.expect("a thread") < long);
    }
}
