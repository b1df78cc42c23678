//! `pipe` (in `test_the_pipe/subject.rs`) is correct. Four hidden variants of it, the mutants, are not.
//! Write tests that pass for the correct one and fail for each mutant. Exploring all executions would
//! take long; a bound of two preemptions is enough.

use super::model::Check;
use super::subject::pipe;
use super::sync::thread;

#[test]
fn bytes_arrive() {
    Check::new("08/test-the-pipe")
        .preemptions(2)
        .run(|| {
            let (reader, writer) = pipe();
            let sender = thread::spawn(move || writer.write(b'a'));
            // TODO: which bytes must arrive, and how does the reader see the end?
            reader.read();
            sender.join().unwrap();
        })
        .holds();
}
