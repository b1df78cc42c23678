//! `pipe` (in `test_the_pipe/subject.rs`) is right. Four others are not, and you cannot see them. Write
//! tests that hold for this one and fail for each of those. With all executions they would take long:
//! two preemptions are enough.

use super::model::Check;
use super::subject::pipe;
use super::sync::thread;

#[test]
fn it_comes_to_an_end() {
    Check::new("08/test-the-pipe")
        .preemptions(2)
        .run(|| {
            let (reader, writer) = pipe();
            let sender = thread::spawn(move || {
                writer.write(b'a');
                writer.write(b'b');
            });
            while reader.read().is_some() {}
            sender.join().unwrap();
        })
        .holds();
}
