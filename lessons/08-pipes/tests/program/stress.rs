//! Random sizes, closes and errors over every carrier, on real threads, for `LESSON_08_SECONDS`
//! seconds: no byte is lost, doubled or moved, no thread hangs, and both ends learn how it ended.

use lesson_08::carrier::Carrier;
use lesson_08::handover::Handover;
use lesson_08::pipe::{Buffered, Ends, PipeReader, PipeWriter, Unbuffered, over};
use lesson_08::ring::Ring;
use lesson_08::steps::s1_copying::Copying;
use lesson_08::waiting::Sleep;
use std::env;
use std::io::{self, ErrorKind, Read, Write};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// Numbers from a fixed xorshift sequence.
struct Random(u64);

impl Random {
    fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    /// Mostly small, now and then large.
    fn size(&mut self) -> usize {
        let most = [2, 20, 300, 5_000, 60_000][self.below(5)];
        self.below(most)
    }
}

/// How an end is left.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Leave {
    Close,
    Error,
    Drop,
    Panic,
}

/// What goes wrong, or does not.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Ending {
    /// All is written, and then the writer is left.
    Writer(Leave),
    /// The reader is left after so many bytes.
    Reader(Leave, usize),
    /// A third thread closes an end once so many bytes have come.
    Other { reader: bool, after: usize },
}

/// Bytes before a message's body.
const HEAD: usize = 3;

/// A message that tells who wrote it, how long it is, and which of theirs it is.
fn message(writer: usize, nth: usize, payload: usize) -> Vec<u8> {
    let mut bytes = vec![writer as u8, payload as u8, (payload >> 8) as u8];
    bytes.extend((0..payload).map(|i| body(writer, nth, i)));
    bytes
}

fn body(writer: usize, nth: usize, i: usize) -> u8 {
    (writer * 31 + nth * 7 + i) as u8
}

/// Asserts that messages came whole, each writer's in order; the last one may be cut short.
fn are_messages(mut came: &[u8], writers: usize) {
    let mut seen = vec![0; writers];
    while came.len() >= HEAD {
        let (head, rest) = came.split_at(HEAD);
        let (writer, payload) = (
            head[0] as usize,
            usize::from(head[1]) | usize::from(head[2]) << 8,
        );
        let nth = seen[writer];
        let here = &rest[..payload.min(rest.len())];
        let wrong = (0..here.len()).find(|i| here[*i] != body(writer, nth, *i));
        assert_eq!(
            wrong, None,
            "message {nth} of writer {writer}, {payload} bytes"
        );
        seen[writer] += 1;
        came = &rest[here.len()..];
    }
}

/// Runs one transfer over this pipe. `keeps`: what was written may stay in the pipe.
fn transfer<C: Carrier + Send + Sync>((reader, writer): Ends<C>, seed: u64, keeps: bool) {
    let random = &mut Random::new(seed);
    let (writers, each) = (1 + random.below(3), random.below(60));
    let leave = [Leave::Close, Leave::Error, Leave::Drop, Leave::Panic][random.below(4)];
    let (after, reader_left) = (random.below(20_000), random.below(2) == 0);
    let ending = match random.below(3) {
        0 => Ending::Writer(leave),
        1 => Ending::Reader(leave, after),
        _ => Ending::Other {
            reader: reader_left,
            after,
        },
    };
    let (accepted, arrived) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (reader, writer) = (Arc::new(reader), Arc::new(writer));
    let mut came = vec![];
    let told = thread::scope(|scope| {
        let (accepted, arrived, came) = (&accepted, &arrived, &mut came);
        let others =
            matches!(ending, Ending::Other { .. }).then(|| (reader.clone(), writer.clone()));
        let reads = scope.spawn(move || read(reader, Random::new(seed + 1), ending, came, arrived));
        let writes = scope.spawn(move || {
            thread::scope(|scope| {
                for name in 0..writers {
                    let (writer, random) = (&*writer, Random::new(seed + 2 + name as u64));
                    scope.spawn(move || write(writer, name, each, random, accepted));
                }
            });
            match ending {
                Ending::Writer(Leave::Close) => writer.close(),
                Ending::Writer(Leave::Error) => writer.close_with_error(too_slow()),
                // Without the hook, which prints.
                Ending::Writer(Leave::Panic) => resume_unwind(Box::new("on purpose")),
                _ => {}
            }
        });
        if let Ending::Other { reader, after } = ending {
            while arrived.load(Ordering::Relaxed) < after && !writes.is_finished() {
                thread::yield_now();
            }
            let (of_reader, of_writer) = others.expect("made for this");
            match reader {
                true => of_reader.close(),
                false => of_writer.close(),
            }
        }
        let panics = matches!(ending, Ending::Writer(Leave::Panic));
        assert_eq!(writes.join().is_err(), panics, "{ending:?}");
        reads.join().unwrap_or_else(|_| "panicked".into())
    });
    are_messages(&came, writers);
    let accepted = accepted.into_inner();
    if keeps && !matches!(ending, Ending::Writer(_)) {
        assert!(came.len() <= accepted, "{} of {accepted}", came.len());
    } else {
        assert_eq!(came.len(), accepted, "{ending:?}");
    }
    let expected: &[&str] = match ending {
        Ending::Writer(Leave::Error) => &["too slow"],
        Ending::Writer(Leave::Panic) => &["the thread that wrote has panicked"],
        Ending::Writer(_) => &["the end"],
        Ending::Reader(Leave::Panic, _) => &["panicked", "the end"],
        Ending::Reader(..) => &["left", "the end"],
        Ending::Other { reader: true, .. } => &["read from a pipe's reader that was closed"],
        Ending::Other { reader: false, .. } => &["the end"],
    };
    assert!(expected.contains(&told.as_str()), "{ending:?}: {told}");
}

fn too_slow() -> io::Error {
    io::Error::new(ErrorKind::TimedOut, "too slow")
}

/// Writes its messages until that fails, and counts what was taken.
fn write<C: Carrier>(
    mut writer: &PipeWriter<C>,
    name: usize,
    each: usize,
    mut random: Random,
    accepted: &AtomicUsize,
) {
    for nth in 0..each {
        let message = message(name, nth, random.size());
        match writer.write(&message) {
            Ok(taken) => {
                accepted.fetch_add(taken, Ordering::Relaxed);
                if taken < message.len() {
                    assert!(
                        writer.write(b"more").is_err(),
                        "a write after one that was cut short"
                    );
                    return;
                }
            }
            Err(error) => {
                let kinds = [ErrorKind::BrokenPipe, ErrorKind::NotConnected];
                assert!(kinds.contains(&error.kind()), "{error}");
                return;
            }
        }
        if random.below(10) == 0 {
            drop(writer.write(b""));
        }
    }
}

/// Reads until the end, an error, or its own leaving; says which.
fn read<C: Carrier>(
    reader: Arc<PipeReader<C>>,
    mut random: Random,
    ending: Ending,
    came: &mut Vec<u8>,
    arrived: &AtomicUsize,
) -> String {
    let mut buffer = vec![0; 70_000];
    loop {
        if let Ending::Reader(leave, after) = ending
            && came.len() >= after
        {
            match leave {
                Leave::Close => reader.close(),
                Leave::Error => reader.close_with_error(io::Error::other("enough")),
                Leave::Drop => drop(reader),
                Leave::Panic => resume_unwind(Box::new("on purpose")),
            }
            return "left".into();
        }
        let most = 1 + random.size();
        match (&*reader).read(&mut buffer[..most]) {
            Ok(0) => return "the end".into(),
            Ok(n) => came.extend_from_slice(&buffer[..n]),
            Err(error) => return error.to_string(),
        }
        arrived.store(came.len(), Ordering::Relaxed);
    }
}

/// Runs transfers over every carrier until the time is over, or fails: also if one hangs.
#[test]
fn nothing_is_lost_whatever_happens() {
    let seconds = env::var("LESSON_08_SECONDS").unwrap_or("2".into());
    let seconds = seconds.parse().expect("LESSON_08_SECONDS is a number");
    let patience = Duration::from_secs(60);
    let began = Instant::now();
    let (done_tx, done_rx) = channel();
    let seed = Arc::new(AtomicU64::new(1));
    let running = seed.clone();
    let transfers = thread::spawn(move || {
        while began.elapsed() < Duration::from_secs(seconds) {
            let seed = running.fetch_add(10, Ordering::Relaxed) + 10;
            let capacity = 1 + Random::new(seed).below(300);
            transfer(over(Copying::default()), seed, false);
            transfer(over(Handover::<Sleep>::default()), seed, false);
            transfer(over(Unbuffered::default()), seed, false);
            transfer(over(Ring::<Sleep>::new(capacity)), seed, true);
            transfer(over(Buffered::new(capacity)), seed, true);
            if done_tx.send(()).is_err() {
                return;
            }
        }
    });
    let mut rounds = 0;
    let ended = loop {
        match done_rx.recv_timeout(patience) {
            Ok(()) => rounds += 1,
            Err(error) => break error,
        }
    };
    let seed = seed.load(Ordering::Relaxed);
    assert_eq!(ended, RecvTimeoutError::Disconnected, "seed {seed} hangs");
    if let Err(why) = transfers.join() {
        println!("the last seed was {seed}");
        resume_unwind(why);
    }
    assert!(rounds > 0);
    println!(
        "{rounds} transfers over each of five carriers in {:?}",
        began.elapsed()
    );
}
