//! A test on real threads, which finds none of the wrong implementations.

use super::subject::sort;
use super::sync::channel::bounded;
use super::sync::thread;

#[test]
fn a_hundred_runs() {
    for _ in 0..100 {
        let (urgent_tx, urgent_rx) = bounded(1);
        let (letter_tx, letter_rx) = bounded(1);
        let (taken_tx, taken_rx) = bounded(1);
        let sorter = thread::spawn(move || {
            sort(urgent_rx, letter_rx, |mail| taken_tx.send(mail).unwrap());
        });
        urgent_tx.send("fire").unwrap();
        assert_eq!(taken_rx.recv(), Ok("fire"));
        letter_tx.send("hello").unwrap();
        assert_eq!(taken_rx.recv(), Ok("hello"));
        drop((urgent_tx, letter_tx));
        sorter.join().unwrap();
    }
}
