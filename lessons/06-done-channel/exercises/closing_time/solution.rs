//! Two stations publish their readings to a feed, and a thread adds them up until the feed is closed. It is
//! closed after both have finished, and still the program never ends. The counterexample shows such an
//! execution. Name the line to blame: the checker changes it, and that line alone has to make the program
//! pass.

use super::sync::channel::{Sender, bounded};
use super::sync::{Arc, Mutex, thread};

// CHANGED: it drops a clone of the sender, so the one in the feed keeps the channel open.
pub const LINE: char = 'B';

/// Where stations publish readings, until it is closed.
pub struct Feed {
    tx: Mutex<Option<Sender<u32>>>,
}

impl Feed {
    /// Publishes a reading, unless the feed is closed.
    pub fn publish(&self, reading: u32) {
        let tx = self.tx.lock().clone(); // A
        if let Some(tx) = tx {
            tx.send(reading).unwrap();
        }
    }

    /// Closes the feed.
    pub fn close(&self) {
        drop(self.tx.lock().clone()); // B
    }
}

/// Returns the sum of the readings, each of which a station publishes.
pub fn sum(readings: [u32; 2]) -> u32 {
    let (tx, rx) = bounded(1); // C
    let feed = Arc::new(Feed {
        tx: Mutex::new(Some(tx)),
    });
    let sum = thread::spawn(move || rx.iter().sum()); // D
    let stations = readings.map(|reading| {
        let feed = feed.clone();
        thread::spawn(move || feed.publish(reading))
    });
    for station in stations {
        station.join().unwrap();
    }
    feed.close();
    sum.join().unwrap()
}
