//! `pipe` (in `test_the_pipe/subject.rs`) is right. Four others are not, and you cannot see them. Write
//! tests that hold for this one and fail for each of those. With all executions they would take long:
//! two preemptions are enough.

use super::model::Check;
use super::subject::pipe;
use super::sync::thread;

#[test]
fn both_bytes_are_there() {
    Check::new("08/test-the-pipe")
        .preemptions(2)
        .run(|| {
            let (reader, writer) = pipe();
            let sender = thread::spawn(move || {
                writer.write(b'a');
                writer.write(b'b');
            });
            // It has room for one.
            sender.join().unwrap();
            assert_eq!(reader.read(), Some(b'a'));
            assert_eq!(reader.read(), Some(b'b'));
            assert_eq!(reader.read(), None);
        })
        .holds();
}
