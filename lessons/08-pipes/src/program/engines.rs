//! Three ways to count, all with the same result.

use super::consumers::{self, BLOCK, blocks};
use clap::ValueEnum;
use lesson_08::collect::Collect;
use lesson_08::counting::counts::{Counter, Counts, lines};
use lesson_08::counting::words::Words;
use lesson_08::pass_once::pass_once;
use lesson_08::pipe::pipe;
use lesson_08::sync::channel::bounded;
use lesson_08::sync::thread::{Builder, scope};
use std::io::{self, Read};
use std::panic::resume_unwind;

/// The ways to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum How {
    /// One thread reads and counts
    Loop,
    /// One thread reads and counts lines, another one counts words
    Threads,
    /// One pass over two pipes and two tees, a thread each for bytes, lines and words
    Pipes,
}

/// Blocks on their way between the two threads of `threads`.
const UNDER_WAY: usize = 4;

/// What came of an input.
#[derive(Debug)]
pub struct Counted {
    /// What was counted; if the input failed, what came before that. `None`: it is not known.
    pub counts: Option<Counts>,
    pub failed: Option<io::Error>,
}

impl Counted {
    /// It could not even be opened.
    pub fn nothing(error: io::Error) -> Self {
        Counted {
            counts: None,
            failed: Some(error),
        }
    }
}

/// Counts one input after the other.
#[derive(Debug)]
pub struct Engine {
    how: How,
    collect: Collect,
    /// What `loop` reads into.
    block: Vec<u8>,
}

impl Engine {
    pub fn new(how: How, collect: Collect) -> Self {
        Engine {
            how,
            collect,
            block: vec![0; BLOCK],
        }
    }

    /// Counts to the end of the input, or until it fails.
    pub fn count(&mut self, input: impl Read + Send) -> Counted {
        match self.how {
            How::Loop => in_a_loop(input, &mut self.block),
            How::Threads => in_two_threads(input).unwrap_or_else(Counted::nothing),
            How::Pipes => over_pipes(input, self.collect),
        }
    }
}

fn in_a_loop(mut input: impl Read, block: &mut [u8]) -> Counted {
    let mut counter = Counter::default();
    let read = blocks(&mut input, block, |block| counter.add(block));
    Counted {
        counts: Some(counter.counts()),
        failed: read.err(),
    }
}

/// This thread reads and counts lines; another one counts words, and sends the blocks back.
fn in_two_threads(mut input: impl Read) -> io::Result<Counted> {
    let (full_tx, full_rx) = bounded::<(Vec<u8>, usize)>(UNDER_WAY);
    let (empty_tx, empty_rx) = bounded(UNDER_WAY);
    for _ in 0..UNDER_WAY {
        let _ = empty_tx.send(vec![0; BLOCK]);
    }
    scope(|scope| {
        let words = Builder::new().name("words".into());
        let words = words.spawn_scoped(scope, move || {
            let mut words = Words::default();
            for (block, n) in full_rx {
                words.add(&block[..n]);
                // The reader may be done.
                let _ = empty_tx.send(block);
            }
            words.words()
        })?;
        let mut counts = Counts::default();
        let mut failed = None;
        // The other thread ends early only if it panics, which its joining tells.
        while let Ok(mut block) = empty_rx.recv() {
            match input.read(&mut block) {
                Ok(0) => break,
                Ok(n) => {
                    counts.bytes += n as u64;
                    counts.lines += lines(&block[..n]);
                    let _ = full_tx.send((block, n));
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                    let _ = full_tx.send((block, 0));
                }
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            }
        }
        drop(full_tx);
        counts.words = words.join().unwrap_or_else(|why| resume_unwind(why));
        Ok(Counted {
            counts: Some(counts),
            failed,
        })
    })
}

/// The technique. If the input fails, all three hear it, and none says how far it came: a row is
/// shown only if it failed before its first byte.
fn over_pipes(input: impl Read + Send, collect: Collect) -> Counted {
    let mut begun = false;
    let noticing = Noticing {
        input,
        begun: &mut begun,
    };
    let three = [consumers::bytes, consumers::lines, consumers::words];
    match pass_once(noticing, pipe, three, collect) {
        Ok([bytes, lines, words]) => Counted {
            counts: Some(Counts {
                lines,
                words,
                bytes,
            }),
            failed: None,
        },
        Err(error) => Counted {
            counts: (!begun).then(Counts::default),
            failed: Some(error),
        },
    }
}

/// Notices whether anything was read.
struct Noticing<'a, R> {
    input: R,
    begun: &'a mut bool,
}

impl<R: Read> Read for Noticing<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.input.read(buffer)?;
        *self.begun |= n > 0;
        Ok(n)
    }
}
