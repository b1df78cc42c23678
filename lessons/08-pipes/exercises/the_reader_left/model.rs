//! Grades the answer. Do not edit it, but read it to see what is required.

use super::exercise::{Reader, Writer, pipe};
use super::model::{Check, note};
use super::sync::thread::{Builder, JoinHandle};

/// Writes until the reader is gone. Returns how many bytes it could write.
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
fn a_writer_whose_reader_is_gone_returns() {
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
                "a byte was read, but `write` reports that the reader is gone"
            );
            written
        })
        .holds()
        .reaches(["1", "2"])
        .is_concurrent();
}

#[test]
fn a_reader_that_stays_receives_everything() {
    Check::new("08/the-reader-left-never")
        .preemptions(1)
        // The writer may wake although no thread notified it.
        .spurious_wakeups()
        .run(|| {
            let (reader, writer) = pipe();
            let writer = writes(writer, b"7kz");
            reads(&reader, b"7kz");
            let written = writer.join().unwrap();
            assert_eq!(
                written, 3,
                "`write` reports that the reader is gone, but it is not"
            );
            written
        })
        .holds()
        .reaches(["3"]);
}
