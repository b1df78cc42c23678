//! Each clause of the pipe's contract that needs more than one thread: one model over every carrier.

use crate::carrier::Carrier;
use crate::handover::Handover;
use crate::model::{Check, Report, note};
use crate::pipe::{Ends, over};
use crate::ring::Ring;
use crate::steps::s1_copying::Copying;
use crate::sync::thread;
use crate::waiting::Sleep;
use std::io::{self, ErrorKind, Read, Write};

fn named(name: &str) -> thread::Builder {
    thread::Builder::new().name(name.into())
}

fn read(reader: &mut impl Read, buffer: &mut [u8]) -> String {
    match reader.read(buffer) {
        Ok(0) => "the end".into(),
        Ok(n) => String::from_utf8_lossy(&buffer[..n]).into_owned(),
        Err(error) => error.to_string(),
    }
}

fn written(writer: &mut impl Write, bytes: &str) -> String {
    match writer.write(bytes.as_bytes()) {
        Ok(n) => format!("{n} taken"),
        Err(error) => error.to_string(),
    }
}

/// Writes in pieces, reads by so many bytes: what came is what was sent, and then the end.
pub fn transfer<C: Carrier + Send + Sync + 'static>(
    (mut reader, mut writer): Ends<C>,
    pieces: &'static [&'static str],
    by: usize,
) -> Vec<String> {
    let sender = named("sender").spawn(move || {
        for piece in pieces {
            assert_eq!(writer.write(piece.as_bytes()).unwrap(), piece.len());
        }
    });
    let (mut buffer, mut came) = (vec![0; by], vec![]);
    loop {
        match reader.read(&mut buffer).unwrap() {
            0 => break,
            n => came.push(String::from_utf8_lossy(&buffer[..n]).into_owned()),
        }
    }
    sender.unwrap().join().unwrap();
    assert_eq!(came.concat(), pieces.concat(), "bytes were lost or moved");
    came
}

/// Reads a byte and closes while a write waits: nothing that was taken is unaccounted for.
fn reader_leaves<C: Carrier + Send + Sync + 'static>(
    (mut reader, mut writer): Ends<C>,
) -> [String; 3] {
    let sender = named("sender").spawn(move || {
        let first = written(&mut writer, "ab");
        [first, written(&mut writer, "c")]
    });
    let came = read(&mut reader, &mut [0]);
    assert_eq!(came, "a");
    reader.close_with_error(io::Error::new(ErrorKind::StorageFull, "full"));
    note("the reader has left");
    let [first, second] = sender.unwrap().join().unwrap();
    assert!(second.ends_with("full"), "{second}");
    [came, first, second]
}

/// The reader is closed before it reads anything, at any moment: a write ends.
fn reader_never_reads<C: Carrier + Send + Sync + 'static>((reader, mut writer): Ends<C>) -> String {
    let sender = named("sender").spawn(move || writer.write_all(b"ab").unwrap_err().to_string());
    drop(reader);
    sender.unwrap().join().unwrap()
}

/// The writer is closed, from another thread, while its own write waits or before or after it.
fn writer_closed_meanwhile<C: Carrier + Send + Sync + 'static>(
    (mut reader, writer): Ends<C>,
) -> [String; 2] {
    thread::scope(|scope| {
        let sender = named("sender").spawn_scoped(scope, || written(&mut &writer, "a"));
        let closer = named("closer").spawn_scoped(scope, || writer.close());
        let came = read(&mut reader, &mut [0]);
        if came != "the end" {
            assert_eq!(read(&mut reader, &mut [0]), "the end");
        }
        closer.unwrap().join().unwrap();
        [sender.unwrap().join().unwrap(), came]
    })
}

/// The reader is closed, from another thread, while its own read waits or before it.
fn reader_closed_meanwhile<C: Carrier + Send + Sync + 'static>(
    (reader, _writer): Ends<C>,
) -> String {
    thread::scope(|scope| {
        let waits = named("receiver").spawn_scoped(scope, || read(&mut &reader, &mut [0]));
        reader.close();
        waits.unwrap().join().unwrap()
    })
}

/// Two close the writer with errors of their own: every read tells of the same, the first.
fn two_errors<C: Carrier + Send + Sync + 'static>((mut reader, writer): Ends<C>) -> String {
    thread::scope(|scope| {
        let other = named("other").spawn_scoped(scope, || {
            writer.close_with_error(io::Error::other("theirs"));
        });
        writer.close_with_error(io::Error::other("ours"));
        let first = read(&mut reader, &mut [0]);
        other.unwrap().join().unwrap();
        assert_eq!(read(&mut reader, &mut [0]), first, "the first error stays");
        first
    })
}

/// Writers at once: no byte of one between two of another.
fn parallel_writers<C: Carrier + Send + Sync + 'static>(
    (mut reader, writer): Ends<C>,
    pieces: &[&'static str],
) -> String {
    thread::scope(|scope| {
        let send = |bytes: &'static str| {
            let mut writer = &writer;
            let name = format!("sender of {bytes}");
            let sender = thread::Builder::new().name(name);
            sender.spawn_scoped(scope, move || {
                assert_eq!(written(&mut writer, bytes), "2 taken")
            })
        };
        let senders: Vec<_> = pieces.iter().map(|bytes| send(bytes)).collect();
        let mut came = String::new();
        while came.len() < pieces.concat().len() {
            came += &read(&mut reader, &mut [0; 1]);
        }
        for sender in senders {
            sender.unwrap().join().unwrap();
        }
        let whole = pieces.iter().all(|bytes| came.contains(bytes));
        assert!(whole && came.len() == pieces.concat().len(), "{came}");
        came
    })
}

/// Through several pipes: each thread but the first and the last reads from one and writes into the
/// next. What comes out is what went in, and then the end.
fn chain<C: Carrier + Send + Sync + 'static>(make: fn() -> Ends<C>, relays: usize) -> String {
    let (mut reader, mut writer) = make();
    let first = named("sender").spawn(move || writer.write_all(b"a").unwrap());
    let mut threads = vec![first.unwrap()];
    for relay in 1..=relays {
        let (mut from, (next, mut to)) = (reader, make());
        reader = next;
        let relay = named(&format!("relay {relay}"))
            .spawn(move || assert_eq!(io::copy(&mut from, &mut to).unwrap(), 1));
        threads.push(relay.unwrap());
    }
    let came = read(&mut reader, &mut [0; 2]);
    assert_eq!(read(&mut reader, &mut [0; 2]), "the end");
    threads
        .into_iter()
        .for_each(|thread| thread.join().unwrap());
    came
}

/// A writer that panics: what it wrote comes, and then an error, never a silent end.
fn writer_panics<C: Carrier + Send + Sync + 'static>((mut reader, mut writer): Ends<C>) -> String {
    let sender = named("sender").spawn(move || {
        writer.write_all(b"a").unwrap();
        panic!("the producer failed");
    });
    assert_eq!(read(&mut reader, &mut [0; 2]), "a");
    let end = read(&mut reader, &mut [0; 2]);
    assert!(sender.unwrap().join().is_err());
    assert_eq!(end, "the thread that wrote has panicked");
    end
}

/// A reader that panics: the write that waits fails, and says why.
fn reader_panics<C: Carrier + Send + Sync + 'static>((mut reader, mut writer): Ends<C>) -> String {
    let receiver = named("receiver").spawn(move || {
        reader.read_exact(&mut [0]).unwrap();
        panic!("the consumer failed");
    });
    let error = writer.write_all(b"abc").unwrap_err().to_string();
    assert!(receiver.unwrap().join().is_err());
    error
}

const PANICKED: &str = "\"the pipe's reader was closed: the thread that read has panicked\"";
const GONE: &str = "\"the pipe's reader was closed\"";

/// What a write says that was cut short after one byte, and the one after it.
const CUT: &str = r#"["a", "1 taken", "the pipe's reader was closed: full"]"#;
/// A ring took one more, which is never read.
const LATE: &str = r#"["a", "2 taken", "the pipe's reader was closed: full"]"#;

/// What comes of a write whose own end is closed meanwhile.
const CLOSED: [&str; 2] = [
    r#"["1 taken", "a"]"#,
    r#"["write to a pipe's writer that was closed", "the end"]"#,
];

/// It holds, these are its outcomes, and a thread waits.
#[track_caller]
fn holds<const N: usize>(report: &Report, outcomes: [&str; N]) {
    report
        .holds()
        .reaches(outcomes)
        .is_contended()
        .is_recorded();
}

/// A test for each clause over a carrier: the models, their outcomes.
macro_rules! carrier {
    ($name:ident, $id:literal, $make:expr, $cut:expr) => {
        mod $name {
            use super::*;

            fn model(clause: &str) -> Check {
                Check::new(&format!("08/{}-{clause}", $id))
            }

            fn within<T: std::fmt::Debug + 'static>(clause: &str, run: fn() -> T) -> Report {
                model(clause).preemptions(2).run(run)
            }

            #[test]
            fn bytes_arrive_once_and_in_order() {
                let report =
                    model("two-reads-of-a-write").run(|| transfer(over($make), &["ab"], 1));
                holds(&report, [r#"["a", "b"]"#]);
            }

            #[test]
            fn a_reader_that_leaves_cuts_a_write_short() {
                let report = model("reader-leaves").run(|| reader_leaves(over($make)));
                holds(&report, $cut);
            }

            #[test]
            fn a_reader_that_never_reads_ends_a_write() {
                let report = model("reader-never-reads").run(|| reader_never_reads(over($make)));
                holds(&report, [GONE]);
            }

            #[test]
            fn a_writer_closed_meanwhile_cuts_its_write_short() {
                let report = within("writer-closed-meanwhile", || {
                    writer_closed_meanwhile(over($make))
                });
                holds(&report, CLOSED);
            }

            #[test]
            fn a_reader_closed_meanwhile_ends_its_read() {
                let report =
                    model("reader-closed-meanwhile").run(|| reader_closed_meanwhile(over($make)));
                holds(&report, [r#""read from a pipe's reader that was closed""#]);
            }

            #[test]
            fn the_first_error_stays() {
                let report = model("two-errors").run(|| two_errors(over($make)));
                holds(&report, [r#""ours""#, r#""theirs""#]);
            }

            #[test]
            fn parallel_writers_never_mix() {
                let report = within("parallel-writers", || {
                    parallel_writers(over($make), &["aa", "bb"])
                });
                holds(&report, [r#""aabb""#, r#""bbaa""#]);
            }

            #[test]
            #[ignore = "over a second in a debug build: CI checks it with the explorer"]
            fn three_parallel_writers_never_mix() {
                let report = model("three-writers")
                    .run(|| parallel_writers(over($make), &["aa", "bb", "cc"]));
                holds(
                    &report,
                    [
                        r#""aabbcc""#,
                        r#""aaccbb""#,
                        r#""bbaacc""#,
                        r#""bbccaa""#,
                        r#""ccaabb""#,
                        r#""ccbbaa""#,
                    ],
                );
            }

            fn a_chain_of_four_threads() {
                let report = model("chain-of-four").run(|| chain(|| over($make), 2));
                holds(&report, [r#""a""#]);
            }

            #[test]
            #[ignore = "over a second in a debug build: CI checks it with the explorer"]
            fn a_chain_of_five_threads() {
                let report = model("chain-of-five").run(|| chain(|| over($make), 3));
                holds(&report, [r#""a""#]);
            }

            #[test]
            fn a_chain_of_three_threads() {
                let report = within("chain-of-three", || chain(|| over($make), 1));
                holds(&report, [r#""a""#]);
            }

            crate::model::larger!(a_chain_of_four_threads,);

            #[test]
            fn a_writer_that_panics_is_no_end() {
                let report = model("writer-panics").run(|| writer_panics(over($make)));
                holds(&report, [r#""the thread that wrote has panicked""#]);
            }

            #[test]
            fn a_reader_that_panics_ends_a_write() {
                let report = model("reader-panics").run(|| reader_panics(over($make)));
                holds(&report, [PANICKED]);
            }
        }
    };
}

carrier!(copying, "copying", Copying::default(), [CUT]);
carrier!(handover, "handover", Handover::<Sleep>::default(), [CUT]);
carrier!(ring, "ring", Ring::<Sleep>::new(1), [CUT, LATE]);
