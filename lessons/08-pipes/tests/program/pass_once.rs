//! One pass for three readers, on real threads: over every pipe, collected in every way.

use lesson_08::carrier::Carrier;
use lesson_08::collect::Collect;
use lesson_08::pass_once::{Consumer, pass_once};
use lesson_08::pipe::{Ends, buffered, over, pipe};
use lesson_08::steps::s1_copying::Copying;
use std::io::{self, ErrorKind, Read};

const WAYS: [Collect; 4] = [
    Collect::Join,
    Collect::WaitGroup,
    Collect::Select,
    Collect::InOrder,
];

fn bytes(input: &mut dyn Read) -> io::Result<u64> {
    io::copy(input, &mut io::sink())
}

fn letters_a(input: &mut dyn Read) -> io::Result<u64> {
    let mut text = vec![];
    input.read_to_end(&mut text)?;
    Ok(text.iter().filter(|byte| **byte == b'a').count() as u64)
}

fn refuses(input: &mut dyn Read) -> io::Result<u64> {
    input.read_exact(&mut [0])?;
    Err(io::Error::new(ErrorKind::InvalidData, "not for me"))
}

fn panics(input: &mut dyn Read) -> io::Result<u64> {
    input.read_exact(&mut [0])?;
    panic!("on purpose");
}

/// An input that fails in the middle.
struct Fails(usize);

impl Read for Fails {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0 += 1;
        match self.0 {
            1 => {
                buffer[0] = b'a';
                Ok(1)
            }
            _ => Err(io::Error::new(ErrorKind::TimedOut, "the disk is gone")),
        }
    }
}

fn over_every_pipe(
    check: impl Fn(&dyn Fn(Box<dyn Read + Send>, [Consumer; 3], Collect) -> io::Result<[u64; 3]>),
) {
    fn run<C: Carrier + Send + Sync>(
        pipe: fn() -> Ends<C>,
    ) -> impl Fn(Box<dyn Read + Send>, [Consumer; 3], Collect) -> io::Result<[u64; 3]> {
        move |input, consumers, collect| pass_once(input, pipe, consumers, collect)
    }
    check(&run(pipe));
    check(&run(|| buffered(7)));
    check(&run(|| over(Copying::default())));
}

#[test]
fn each_consumer_sees_everything() {
    let text = "banana\n".repeat(10_000);
    over_every_pipe(|run| {
        for way in WAYS {
            let input = Box::new(io::Cursor::new(text.clone().into_bytes()));
            let found = run(input, [bytes, letters_a, bytes], way).unwrap();
            assert_eq!(found, [70_000, 30_000, 70_000], "{way:?}");
        }
    });
}

#[test]
fn nothing_is_counted_of_nothing() {
    over_every_pipe(|run| {
        for way in WAYS {
            let found = run(Box::new(io::empty()), [bytes, letters_a, bytes], way);
            assert_eq!(found.unwrap(), [0, 0, 0], "{way:?}");
        }
    });
}

#[test]
fn an_input_that_fails_is_told_of() {
    over_every_pipe(|run| {
        for way in WAYS {
            let found = run(Box::new(Fails(0)), [bytes, letters_a, bytes], way);
            let error = found.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::TimedOut, "{way:?}");
            assert_eq!(error.to_string(), "the disk is gone");
        }
    });
}

#[test]
fn a_consumer_that_fails_ends_the_others_and_is_told_of() {
    over_every_pipe(|run| {
        for way in WAYS {
            for consumers in [
                [refuses, bytes, bytes],
                [bytes, refuses, bytes],
                [bytes, bytes, refuses],
            ] {
                let found = run(Box::new(io::repeat(b'a')), consumers, way);
                assert_eq!(found.unwrap_err().to_string(), "not for me", "{way:?}");
            }
        }
    });
}

#[test]
fn a_consumer_that_panics_ends_the_others_and_is_told_of() {
    over_every_pipe(|run| {
        for way in WAYS {
            for consumers in [[panics, bytes, bytes], [bytes, panics, bytes]] {
                let found = run(Box::new(io::repeat(b'a')), consumers, way);
                let error = found.unwrap_err().to_string();
                assert_eq!(error, "a consumer has panicked", "{way:?}");
            }
        }
    });
}
