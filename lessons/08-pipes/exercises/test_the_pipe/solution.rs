//! `pipe` (in `test_the_pipe/subject.rs`) is correct. Four hidden variants of it, the mutants, are not.
//! Write tests that pass for the correct one and fail for each mutant. Exploring all executions would
//! take long; a bound of two preemptions is enough.

use super::model::Check;
use super::subject::pipe;
use super::sync::thread;

// CHANGED: two bytes, so that the writer waits, too; reads to the end and compares the bytes.
#[test]
fn all_bytes_arrive_in_order_and_then_the_end() {
    Check::new("08/test-the-pipe")
        .preemptions(2)
        .run(|| {
            let (reader, writer) = pipe();
            let sender = thread::spawn(move || {
                writer.write(b'a');
                writer.write(b'b');
            });
            let mut read = vec![];
            while let Some(byte) = reader.read() {
                read.push(byte);
            }
            sender.join().unwrap();
            assert_eq!(read, *b"ab");
        })
        .holds();
}
