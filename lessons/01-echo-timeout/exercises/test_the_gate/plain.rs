//! A test on real threads, which finds none of the incorrect versions.

use super::subject::Gate;
use super::sync::atomic::{AtomicU32, Ordering};
use super::sync::{Arc, thread};

#[test]
fn a_hundred_runs() {
    for _ in 0..100 {
        let gate = Arc::new(Gate::default());
        let written = Arc::new(AtomicU32::new(0));
        let copiers = [(); 2].map(|()| {
            let (gate, written) = (gate.clone(), written.clone());
            thread::spawn(move || {
                assert!(gate.enter(), "closed too early");
                written.fetch_add(1, Ordering::SeqCst);
                gate.leave();
            })
        });
        for copier in copiers {
            copier.join().unwrap();
        }
        gate.close();
        assert!(!gate.enter(), "still open");
        assert_eq!(written.load(Ordering::SeqCst), 2);
    }
}
