//! Hostile: returns the sum of the first model.

use super::sync::thread;

/// Starts a thread for each station, which sends its votes, and returns the sum of all votes.
pub fn count(stations: Vec<impl Iterator<Item = u32> + Send + 'static>) -> u32 {
    let mut started = vec![];
    for station in stations {
        started.push(thread::spawn(move || station.for_each(drop)));
    }
    for station in started {
        station.join().unwrap();
    }
    7
}
