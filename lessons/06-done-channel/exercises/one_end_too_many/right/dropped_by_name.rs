//! Right: drops its own sender.

use super::sync::channel::unbounded;
use super::sync::thread;
pub fn count(stations: Vec<impl Iterator<Item = u32> + Send + 'static>) -> u32 {
    let (tx, rx) = unbounded();
    let handles: Vec<_> = stations
        .into_iter()
        .map(|votes| {
            let tx = tx.clone();
            thread::spawn(move || votes.for_each(|v| tx.send(v).unwrap()))
        })
        .collect();
    drop(tx);
    let sum = rx.into_iter().sum();
    handles.into_iter().for_each(|h| h.join().unwrap());
    sum
}
