//! Right: the sender lives in a block.

use super::sync::channel::bounded;
use super::sync::thread;
pub fn count(stations: Vec<impl Iterator<Item = u32> + Send + 'static>) -> u32 {
    let vote_rx = {
        let (vote_tx, vote_rx) = bounded(1);
        for mut votes in stations {
            let vote_tx = vote_tx.clone();
            thread::spawn(move || {
                while let Some(v) = votes.next() {
                    if vote_tx.send(v).is_err() {
                        break;
                    }
                }
            });
        }
        vote_rx
    };
    vote_rx.iter().fold(0, |a, b| a + b)
}
