//! Which clients are connected, and which one has to go when there are too many: the one that has kept the server waiting longest.

use super::seat::{Guest, Seat};
use super::server::{Limits, STREAMS};
use lesson_08::sync::atomic::{AtomicU64, Ordering};
use lesson_08::sync::time::{Duration, Instant};
use lesson_08::sync::{Arc, Mutex};
use std::collections::BTreeMap;
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::AbortHandle;
use tokio::time::{sleep, timeout};

/// A client that has asked for something may keep the server waiting so long, however full it is.
const COURTESY: Duration = Duration::from_secs(1);

/// All connections.
#[derive(Debug)]
pub struct House {
    pub limits: Limits,
    next: AtomicU64,
    /// By number. Every change happens under the lock.
    guests: Mutex<BTreeMap<u64, (Arc<Guest>, AbortHandle)>>,
    streams: Arc<Semaphore>,
}

impl House {
    /// No client is connected yet.
    pub fn new(limits: Limits) -> Self {
        House {
            limits,
            next: AtomicU64::new(0),
            guests: Mutex::default(),
            streams: Arc::new(Semaphore::new(STREAMS)),
        }
    }

    /// Makes room for one more, if a client can be disconnected.
    pub fn has_room(&self) -> bool {
        if self.guests.lock().len() < self.limits.connections {
            return true;
        }
        self.show_out(|guest| {
            if guest.has_hung_up() {
                return Some(guest.idles());
            }
            let waits = guest.keeps_waiting()?;
            let asked = guest.asked.load(Ordering::Relaxed);
            (!asked || waits >= COURTESY).then_some(waits)
        })
    }

    /// Disconnects the client that has kept the server waiting the longest, if for at least so long.
    pub fn show_out_who_keeps_waiting(&self, least: Duration) -> bool {
        self.show_out(|guest| guest.keeps_waiting().filter(|waits| *waits >= least))
    }

    /// Shows out the guest for which `waits` says the most.
    fn show_out(&self, waits: impl Fn(&Guest) -> Option<Duration>) -> bool {
        let mut guests = self.guests.lock();
        let waiting = guests
            .values()
            .filter_map(|(guest, _)| Some((waits(guest)?, guest.number)));
        let longest = waiting.max_by_key(|(waits, number)| (*waits, std::cmp::Reverse(*number)));
        let gone = longest.and_then(|(_, number)| guests.remove(&number));
        drop(guests);
        gone.map(|(_, task)| task.abort()).is_some()
    }

    /// Gives a newcomer a seat.
    pub fn seat(&self, stream: TcpStream) -> (Seat, Arc<Guest>) {
        let guest = Arc::new(Guest::new(self.next.fetch_add(1, Ordering::Relaxed)));
        let seat = Seat {
            stream,
            guest: guest.clone(),
        };
        (seat, guest)
    }

    /// Remembers a guest, whose task has not run yet.
    pub fn knows(&self, guest: &Arc<Guest>, task: AbortHandle) {
        let known = (guest.clone(), task);
        self.guests.lock().insert(guest.number, known);
    }

    /// What forgets the guest when it is dropped.
    pub fn leaves(self: &Arc<Self>, guest: &Guest) -> Leaves {
        Leaves(self.clone(), guest.number)
    }

    /// A permit for a stream, if there is one: a client that does not read its own, or has hung up,
    /// makes way.
    pub async fn stream(&self) -> Option<OwnedSemaphorePermit> {
        let streams = self.streams.clone();
        if let Ok(permit) = streams.clone().try_acquire_owned() {
            return Some(permit);
        }
        let made_way = self.show_out(|guest| {
            if !guest.streams.load(Ordering::Relaxed) {
                return None;
            }
            if guest.has_hung_up() {
                return Some(guest.idles());
            }
            guest.keeps_waiting().filter(|waits| *waits >= COURTESY)
        });
        if !made_way {
            return None;
        }
        // Its threads end first.
        let permit = timeout(COURTESY, streams.acquire_owned()).await;
        permit.ok()?.ok()
    }

    /// Shows out everyone who keeps the server waiting for too long, again and again.
    pub async fn sweep(self: Arc<Self>) {
        let idle = self.limits.idle;
        let pause = (idle / 4).clamp(Duration::from_millis(10), Duration::from_secs(1));
        loop {
            let began = Instant::now();
            sleep(pause).await;
            // This process was stopped, or had no core: bytes of its clients may be waiting to be read.
            if began.elapsed() > 2 * pause {
                continue;
            }
            while self.show_out_who_keeps_waiting(idle) {}
        }
    }
}

/// Forgets a guest.
#[derive(Debug)]
pub struct Leaves(Arc<House>, u64);

impl Drop for Leaves {
    fn drop(&mut self) {
        let left = self.0.guests.lock().remove(&self.1);
        drop(left);
    }
}
