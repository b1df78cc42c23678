//! Hostile: one station after the other, beside a thread that does nothing.

use super::sync::channel::bounded;
use super::sync::thread;
pub fn count(stations: Vec<impl Iterator<Item = u32> + Send + 'static>) -> u32 {
    // Makes schedules differ, and no more.
    let show = thread::spawn(thread::yield_now);
    thread::yield_now();
    let mut sum = 0;
    for votes in stations {
        let (vote_tx, vote_rx) = bounded(1);
        let station = thread::spawn(move || {
            for vote in votes {
                vote_tx.send(vote).unwrap();
            }
        });
        for vote in &vote_rx {
            sum += vote;
        }
        station.join().unwrap();
    }
    show.join().unwrap();
    sum
}
