//! One run of an echo between an input and an output that count, and one run of a merge.

use lesson_05::echoed::{Echoed, Ending, Sizes};
use lesson_05::sync::channel::{Receiver, bounded};
use lesson_05::sync::thread::{Builder, sleep};
use lesson_05::sync::time::{Duration, Instant};
use lesson_05::sync::{Arc, Mutex};
use lesson_05::taken::Taken;
use std::io::{self, Read, Write};

/// The buffers of the echoes that are demonstrated.
pub const SIZES: Sizes = Sizes {
    read: 1024,
    buffers: 64,
};

/// For how many timeouts a busy input continues.
const LONGER: u32 = 5;

/// Starts an echo, of the technique or of a trap, and waits for it.
pub type Run = fn(Input, Output, Duration) -> io::Result<Echoed>;

/// What the input and the output of one echo saw, written under one lock.
#[derive(Debug, Default)]
struct Books {
    /// Written by the output.
    echoed: Vec<u8>,
    /// How often the input was read after it had returned its end. Written by the input.
    after_the_end: u64,
}

/// An input that returns one word per read, again and again, for a while.
#[derive(Debug)]
pub struct Input {
    word: &'static [u8],
    more: More,
    ended: bool,
    books: Arc<Mutex<Books>>,
}

/// How long an input continues.
#[derive(Debug)]
enum More {
    Times(u32),
    Until(Instant),
}

/// An output whose writes take a while.
#[derive(Debug)]
pub struct Output {
    each: Duration,
    books: Arc<Mutex<Books>>,
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.books.lock().after_the_end += u64::from(self.ended);
        let more = match &mut self.more {
            More::Times(0) => false,
            More::Times(times) => {
                *times -= 1;
                true
            }
            More::Until(end) => Instant::now() < *end,
        };
        self.ended |= !more;
        if self.ended {
            return Ok(0);
        }
        let mut word = self.word;
        word.read(buffer)
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        sleep(self.each);
        self.books.lock().echoed.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The result of one run of an echo.
#[derive(Debug)]
pub struct Account {
    pub timed_out: bool,
    pub took: Duration,
    pub echoed: Vec<u8>,
    /// How often the input was read after it had returned its end.
    pub after_the_end: u64,
}

/// Echoes `word`, which is typed once, and returns the result.
pub fn once(run: Run, word: &'static [u8], timeout: Duration) -> io::Result<Account> {
    echo(run, word, More::Times(1), Duration::ZERO, timeout)
}

/// Echoes an input that always has more, for five times as long as the timeout. A write takes as long
/// as `each`.
pub fn busy(run: Run, each: Duration, timeout: Duration) -> io::Result<Account> {
    let end = Instant::now() + timeout * LONGER;
    echo(run, b".", More::Until(end), each, timeout)
}

fn echo(
    run: Run,
    word: &'static [u8],
    more: More,
    each: Duration,
    timeout: Duration,
) -> io::Result<Account> {
    let books = Arc::new(Mutex::new(Books::default()));
    let input = Input {
        word,
        more,
        ended: false,
        books: books.clone(),
    };
    let output = Output {
        each,
        books: books.clone(),
    };
    let started = Instant::now();
    let told = run(input, output, timeout)?;
    let took = started.elapsed();
    // The reader's panic, if any, has already printed its message.
    let _ = told.reader.join();
    let mut books = books.lock();
    Ok(Account {
        timed_out: matches!(told.ending, Ending::TimedOut),
        took,
        echoed: std::mem::take(&mut books.echoed),
        after_the_end: books.after_the_end,
    })
}

/// Calls a merge, of the technique or of its trap.
pub type Merge = fn(Receiver<u32>, Receiver<u32>, &mut dyn FnMut(Taken<u32, u32>));

/// Merges a channel that ends at once with one that ends after `later`. Returns how often the end of
/// the first was received.
pub fn ends(merge: Merge, later: Duration) -> io::Result<u64> {
    let (left_tx, left_rx) = bounded(1);
    let (right_tx, right_rx) = bounded(1);
    drop(left_tx);
    let right = Builder::new().name("right".into()).spawn(move || {
        sleep(later);
        drop(right_tx);
    })?;
    let mut ends = 0;
    merge(left_rx, right_rx, &mut |taken| {
        ends += u64::from(taken == Taken::LeftEnded);
    });
    let _ = right.join();
    Ok(ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lesson_05::echo::Echo;
    use lesson_05::merge::merge;

    const RUN: Run = |i, o, t| Ok(Echo::start(i, o, SIZES)?.wait(t));

    #[test]
    fn the_technique_echoes_what_was_typed_and_ends_with_its_input() {
        let account = once(RUN, b"hello", Duration::MAX).expect("a thread");
        assert_eq!(account.echoed, b"hello");
        assert!(!account.timed_out);
        assert_eq!(account.after_the_end, 0);
    }

    #[test]
    fn the_technique_times_out_although_the_input_is_busy() {
        // The input never ends by itself, so only the timeout ends this.
        let end = Instant::now() + Duration::from_secs(3600);
        let each = Duration::from_micros(100);
        let timeout = Duration::from_millis(10);
        let account = echo(RUN, b".", More::Until(end), each, timeout).expect("a thread");
        assert!(account.timed_out);
    }

    #[test]
    fn the_technique_takes_each_end_once() {
        let merge: Merge = |l, r, take| merge(l, r, 1, take);
        let ends = ends(merge, Duration::from_millis(10)).expect("a thread");
        assert_eq!(ends, 1);
    }
}
