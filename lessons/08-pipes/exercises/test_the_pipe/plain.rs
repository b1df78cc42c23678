//! A test on real threads, which finds none of the wrong implementations.

use super::subject::pipe;
use super::sync::thread;

#[test]
fn a_hundred_runs() {
    for _ in 0..100 {
        let (reader, writer) = pipe();
        let writer = thread::spawn(move || {
            writer.write(b'a');
            writer
        });
        assert_eq!(reader.read(), Some(b'a'));
        let writer = writer.join().unwrap();
        drop(writer);
        assert_eq!(reader.read(), None);
    }
}
