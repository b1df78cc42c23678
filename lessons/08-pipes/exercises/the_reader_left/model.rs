//! Grades the answer. Not to be edited: read it, and see what is asked for.

use super::exercise::{Reader, Writer, pipe};
use super::model::{Check, note};
use super::sync::thread::{Builder, JoinHandle};

/// Writes until nobody reads any more: how many bytes it could write.
fn writes(writer: Writer, bytes: &'static [u8; 3]) -> JoinHandle<usize> {
    let thread = Builder::new().name("writer".into());
    thread
        .spawn(move || bytes.iter().take_while(|byte| writer.write(**byte)).count())
        .unwrap()
}

fn reads(reader: &Reader, bytes: &[u8]) {
    for byte in bytes {
        let read = reader.read();
        assert_eq!(char::from(read), char::from(*byte), "a byte is missing");
    }
}

#[test]
fn a_reader_that_goes_lets_the_writer_go() {
    Check::new("08/the-reader-left")
        .preemptions(2)
        .run(|| {
            let (reader, writer) = pipe();
            let writer = writes(writer, b"abc");
            reads(&reader, b"a");
            drop(reader);
            note("the reader has gone");
            let written = writer.join().unwrap();
            assert!(
                written >= 1,
                "somebody has read, and `write` says that nobody does"
            );
            written
        })
        .holds()
        .reaches(["1", "2"])
        .is_concurrent();
}

#[test]
fn a_reader_that_stays_gets_all() {
    Check::new("08/the-reader-left-never")
        .preemptions(1)
        // The writer may wake though nobody has told it anything.
        .spurious_wakeups()
        .run(|| {
            let (reader, writer) = pipe();
            let writer = writes(writer, b"7kz");
            reads(&reader, b"7kz");
            let written = writer.join().unwrap();
            assert_eq!(
                written, 3,
                "`write` says that nobody reads, and somebody does"
            );
            written
        })
        .holds()
        .reaches(["3"]);
}
