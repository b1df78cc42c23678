//! A test on real threads, which finds none of the wrong implementations.

use super::subject::{Limits, ship};
use super::sync::channel::bounded;
use super::sync::thread;
use super::sync::time::Duration;

#[test]
fn a_hundred_runs() {
    for _ in 0..100 {
        let (line_tx, line_rx) = bounded(1);
        let (batch_tx, batch_rx) = bounded(1);
        let (stop_tx, stop_rx) = bounded(0);
        let limits = Limits {
            lines: 2,
            wait: Duration::from_micros(100),
            writers: 1,
        };
        let write = move |batch: Vec<String>| batch_tx.send(batch).map_err(|_| "broken pipe");
        let shipper = thread::spawn(move || ship(vec![line_rx], stop_rx, limits, write));
        line_tx.send("1".to_string()).unwrap();
        assert_eq!(batch_rx.recv().unwrap(), ["1"]);
        drop((line_tx, stop_tx));
        assert_eq!(shipper.join().unwrap(), Ok(1));
    }
}
