//! `pipe` (in `test_the_pipe/subject.rs`) is correct. Four hidden variants of it, the mutants, are not.
//! Write tests that pass for the correct one and fail for each mutant. Exploring all executions would
//! take long; a bound of two preemptions is enough.

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
