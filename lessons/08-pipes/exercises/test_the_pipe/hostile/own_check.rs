//! `pipe` (in `test_the_pipe/subject.rs`) is right. Four others are not, and you cannot see them. Write
//! tests that hold for this one and fail for each of those. With all executions they would take long:
//! two preemptions are enough.

use super::model as m;
use super::model::Check;
use super::subject::pipe;
use super::sync::thread;

// CHANGED: two bytes, so that the writer waits too; reads to the end, and looks at what came.
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
