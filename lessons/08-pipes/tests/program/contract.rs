//! The contract of a pipe, clause by clause, over every carrier, on real threads.
//! `tests/loom.rs` has the same clauses in every interleaving.

use lesson_08::carrier::Carrier;
use lesson_08::handover::Handover;
use lesson_08::pipe::{Buffered, ClosedPipe, Ends, Unbuffered, over};
use lesson_08::ring::Ring;
use lesson_08::steps::s1_copying::Copying;
use lesson_08::waiting::Sleep;
use std::error::Error;
use std::io::{self, ErrorKind, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

/// Runs each clause over each carrier; a ring has room for one byte only, so that it is full and
/// empty as often as can be.
macro_rules! over_every_carrier {
    ($($clause:ident),* $(,)?) => {
        over_every_carrier!(@ copying Copying::default(), $($clause),*);
        over_every_carrier!(@ handover Handover::<Sleep>::default(), $($clause),*);
        over_every_carrier!(@ core_aware Unbuffered::default(), $($clause),*);
        over_every_carrier!(@ ring Ring::<Sleep>::new(1), $($clause),*);
        over_every_carrier!(@ ring_core_aware Buffered::new(1), $($clause),*);
    };
    (@ $name:ident $carrier:expr, $($clause:ident),*) => {
        mod $name {
            use super::*;
            $(
                #[test]
                fn $clause() {
                    super::$clause(|| over($carrier));
                }
            )*
        }
    };
}

over_every_carrier! {
    bytes_arrive_once_and_in_order,
    an_empty_write_and_an_empty_buffer_never_wait,
    after_the_writers_close_reads_end_again_and_again,
    after_the_writers_error_reads_fail_again_and_again,
    after_the_readers_close_writes_fail,
    after_the_readers_error_writes_carry_it,
    the_first_close_stays,
    ones_own_close_is_named,
    errors_that_ask_to_try_again_are_stored_as_other,
    a_close_cuts_a_write_short,
    a_close_of_ones_own_end_wakes_who_waits_there,
    dropping_an_end_wakes_the_other,
    an_end_that_panics_closes_with_an_error,
    parallel_writers_never_mix_their_bytes,
    both_ends_work_by_reference,
}

fn bytes_arrive_once_and_in_order<C: Carrier + Send + Sync>(pipe: fn() -> Ends<C>) {
    let sent: Vec<u8> = (0..=255).collect();
    for (write, read) in [(1, 1), (1, 300), (300, 1), (7, 5), (5, 7), (256, 256)] {
        let (mut reader, mut writer) = pipe();
        let mut came = vec![];
        thread::scope(|scope| {
            let sent = &sent;
            scope.spawn(move || {
                for piece in sent.chunks(write) {
                    assert_eq!(writer.write(piece).unwrap(), piece.len());
                }
            });
            let mut buffer = vec![0; read];
            loop {
                match reader.read(&mut buffer).unwrap() {
                    0 => break,
                    n => came.extend_from_slice(&buffer[..n]),
                }
            }
        });
        assert_eq!(came, sent, "written by {write}, read by {read}");
    }
}

fn an_empty_write_and_an_empty_buffer_never_wait<C: Carrier>(pipe: fn() -> Ends<C>) {
    let (mut reader, mut writer) = pipe();
    assert_eq!(writer.write(b"").unwrap(), 0);
    assert_eq!(reader.read(&mut []).unwrap(), 0);
    reader.close();
    assert_eq!(writer.write(b"").unwrap_err().kind(), ErrorKind::BrokenPipe);
    assert_eq!(reader.read(&mut []).unwrap(), 0);
    writer.flush().unwrap();
}

fn after_the_writers_close_reads_end_again_and_again<C: Carrier>(pipe: fn() -> Ends<C>) {
    let (mut reader, writer) = pipe();
    writer.close();
    for _ in 0..3 {
        assert_eq!(reader.read(&mut [0]).unwrap(), 0);
    }
}

fn failure() -> io::Error {
    io::Error::new(ErrorKind::TimedOut, "too slow")
}

fn after_the_writers_error_reads_fail_again_and_again<C: Carrier>(pipe: fn() -> Ends<C>) {
    let (mut reader, writer) = pipe();
    writer.close_with_error(failure());
    for _ in 0..3 {
        let error = reader.read(&mut [0]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TimedOut);
        assert_eq!(error.to_string(), "too slow");
        let original = error.get_ref().and_then(|stored| stored.source()).unwrap();
        let original: &io::Error = original.downcast_ref().unwrap();
        assert_eq!(original.to_string(), "too slow");
    }
}

fn closed(error: &io::Error) -> &ClosedPipe {
    error.get_ref().unwrap().downcast_ref().unwrap()
}

fn after_the_readers_close_writes_fail<C: Carrier>(pipe: fn() -> Ends<C>) {
    let (reader, mut writer) = pipe();
    reader.close();
    for _ in 0..3 {
        let error = writer.write(b"a").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BrokenPipe);
        assert_eq!(error.to_string(), "the pipe's reader was closed");
        assert!(matches!(closed(&error), ClosedPipe::ReaderGone(None)));
    }
}

fn after_the_readers_error_writes_carry_it<C: Carrier>(pipe: fn() -> Ends<C>) {
    let (reader, mut writer) = pipe();
    reader.close_with_error(failure());
    for _ in 0..3 {
        let error = writer.write(b"a").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BrokenPipe);
        assert_eq!(error.to_string(), "the pipe's reader was closed: too slow");
        let original: &io::Error = closed(&error).source().unwrap().downcast_ref().unwrap();
        assert_eq!(original.kind(), ErrorKind::TimedOut);
    }
}

fn the_first_close_stays<C: Carrier>(pipe: fn() -> Ends<C>) {
    let (mut reader, writer) = pipe();
    writer.close();
    writer.close_with_error(failure());
    assert_eq!(reader.read(&mut [0]).unwrap(), 0);

    let (mut reader, writer) = pipe();
    writer.close_with_error(failure());
    writer.close_with_error(io::Error::other("later"));
    writer.close();
    drop(writer);
    assert_eq!(reader.read(&mut [0]).unwrap_err().to_string(), "too slow");

    let (reader, mut writer) = pipe();
    reader.close_with_error(failure());
    reader.close();
    drop(reader);
    let error = writer.write(b"a").unwrap_err();
    assert_eq!(error.to_string(), "the pipe's reader was closed: too slow");
}

fn ones_own_close_is_named<C: Carrier>(pipe: fn() -> Ends<C>) {
    let (mut reader, mut writer) = pipe();
    reader.close_with_error(failure());
    let error = reader.read(&mut [0]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotConnected);
    assert_eq!(
        error.to_string(),
        "read from a pipe's reader that was closed"
    );
    // Also when the other end was closed first.
    writer.close_with_error(failure());
    for bytes in [&b""[..], b"a"] {
        let error = writer.write(bytes).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotConnected);
        assert_eq!(
            error.to_string(),
            "write to a pipe's writer that was closed"
        );
    }
}

fn errors_that_ask_to_try_again_are_stored_as_other<C: Carrier>(pipe: fn() -> Ends<C>) {
    for kind in [ErrorKind::Interrupted, ErrorKind::WouldBlock] {
        let (mut reader, writer) = pipe();
        writer.close_with_error(io::Error::new(kind, "odd"));
        // Were it `Interrupted`, this would never end.
        let error = io::copy(&mut reader, &mut io::sink()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Other);
        assert_eq!(error.to_string(), "odd");
    }
}

/// Reads a byte and closes: the write that lent it says how far it came, the next one fails.
fn a_close_cuts_a_write_short<C: Carrier + Send + Sync>(pipe: fn() -> Ends<C>) {
    let (mut reader, mut writer) = pipe();
    thread::scope(|scope| {
        scope.spawn(move || {
            assert_eq!(reader.read(&mut [0]).unwrap(), 1);
            reader.close_with_error(failure());
        });
        // A ring takes one more, which is never read.
        let taken = writer.write(b"abc").unwrap();
        assert!((1..3).contains(&taken), "{taken}");
        let error = writer.write(b"c").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BrokenPipe);
    });
}

fn a_close_of_ones_own_end_wakes_who_waits_there<C: Carrier + Send + Sync>(pipe: fn() -> Ends<C>) {
    let (reader, writer) = pipe();
    thread::scope(|scope| {
        let waits = scope.spawn(|| (&reader).read(&mut [0]));
        reader.close();
        let error = waits.join().unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotConnected);
    });
    drop(writer);

    let (reader, writer) = pipe();
    thread::scope(|scope| {
        let waits = scope.spawn(|| (&writer).write_all(b"ab"));
        writer.close();
        let error = waits.join().unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotConnected);
    });
    drop(reader);
}

fn dropping_an_end_wakes_the_other<C: Carrier + Send + Sync>(pipe: fn() -> Ends<C>) {
    let (mut reader, writer) = pipe();
    thread::scope(|scope| {
        scope.spawn(move || drop(writer));
        assert_eq!(reader.read(&mut [0]).unwrap(), 0);
    });
    let (reader, mut writer) = pipe();
    thread::scope(|scope| {
        scope.spawn(move || drop(reader));
        let error = writer.write_all(b"ab").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::BrokenPipe);
    });
}

fn an_end_that_panics_closes_with_an_error<C: Carrier>(pipe: fn() -> Ends<C>) {
    fn panic_with<T>(end: T) {
        let panicked = catch_unwind(AssertUnwindSafe(move || {
            let _end = end;
            panic!("on purpose");
        }));
        assert!(panicked.is_err());
    }
    let (mut reader, writer) = pipe();
    panic_with(writer);
    let error = reader.read(&mut [0]).unwrap_err();
    assert_eq!(error.to_string(), "the thread that wrote has panicked");
    let (reader, mut writer) = pipe();
    panic_with(reader);
    let error = writer.write(b"a").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the pipe's reader was closed: the thread that read has panicked"
    );
}

fn parallel_writers_never_mix_their_bytes<C: Carrier + Send + Sync>(pipe: fn() -> Ends<C>) {
    const EACH: usize = 50;
    let (mut reader, writer) = pipe();
    let mut came = vec![];
    thread::scope(|scope| {
        let (writer, came) = (writer, &mut came);
        scope.spawn(move || reader.read_to_end(came).unwrap());
        thread::scope(|writers| {
            for name in *b"abc" {
                let mut writer = &writer;
                writers.spawn(move || {
                    for _ in 0..EACH {
                        assert_eq!(writer.write(&[name; 5]).unwrap(), 5);
                    }
                });
            }
        });
        drop(writer);
    });
    assert_eq!(came.len(), 3 * 5 * EACH);
    for piece in came.chunks(5) {
        assert!(piece.iter().all(|byte| *byte == piece[0]), "{piece:?}");
    }
}

fn both_ends_work_by_reference<C: Carrier + Send + Sync>(pipe: fn() -> Ends<C>) {
    let (reader, writer) = pipe();
    thread::scope(|scope| {
        scope.spawn(|| {
            (&writer).write_all(b"by reference").unwrap();
            writer.close();
        });
        let mut came = String::new();
        (&reader).read_to_string(&mut came).unwrap();
        assert_eq!(came, "by reference");
    });
}

#[test]
fn a_ring_is_read_to_its_end_after_the_writers_close() {
    let (mut reader, mut writer) = over(Ring::<Sleep>::new(8));
    writer.write_all(b"bytes").unwrap();
    writer.close_with_error(failure());
    let mut came = [0; 9];
    assert_eq!(reader.read(&mut came).unwrap(), 5);
    assert_eq!(&came[..5], b"bytes");
    assert_eq!(reader.read(&mut came).unwrap_err().to_string(), "too slow");
}

#[test]
fn a_ring_goes_round() {
    let (mut reader, mut writer) = over(Ring::<Sleep>::new(4));
    let mut came = [0; 4];
    for _ in 0..10 {
        writer.write_all(b"abc").unwrap();
        assert_eq!(reader.read(&mut came).unwrap(), 3);
        assert_eq!(&came[..3], b"abc");
    }
}

#[test]
#[should_panic = "a ring of 0 bytes holds nothing"]
fn a_ring_of_nothing_is_refused() {
    lesson_08::pipe::buffered(0);
}
