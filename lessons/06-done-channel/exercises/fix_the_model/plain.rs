//! A test on real threads, which finds none of the wrong implementations.

use super::subject::Desk;
use super::sync::{Arc, thread};

#[test]
fn a_hundred_runs() {
    for _ in 0..100 {
        let desk = Arc::new(Desk::new());
        assert_eq!(desk.closed(), None);
        let clerk = thread::spawn({
            let desk = desk.clone();
            move || desk.close(7)
        });
        clerk.join().unwrap();
        assert_eq!(desk.closed(), Some(7));
    }
}
