//! Buffered futures are polled only while the loop asks for the next item, and its body waits for one of them.
//!
//! `buffered(n)` and `FuturesUnordered` run several futures in one task. They are polled in `next().await` and
//! nowhere else, so while the body of the loop awaits something, none of them makes progress. Below, the second fetch
//! owns the only connection of a pool and waits for its answer, when the first one is over. The body needs a
//! connection too, and the fetch that would release it is not polled until the body is done. Four of the five
//! deadlocks that brought one service down had this cause; the async working group tells it as "Barbara battles
//! buffered streams".
//!
//! The fix spawns the fetches: a task is polled whatever the loop does.

use super::sync::Arc;
use super::sync::tasks::time::{Duration, sleep};
use super::sync::tasks::{Semaphore, block_on, poll_fn, spawn};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;
use std::future::Future;
use std::pin::Pin;
use std::task::Poll;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "buffered",
    title: "the body of a loop waits for a future that only its head polls",
    source: "polybdenum.com, Fixing the next thousand deadlocks",
    fails: FailureKind::Deadlock,
    preemptions: 0,
    dropped_by: None,
    runtime: Runtime::Several,
    loom: Loom::Both,
    broken,
    fixed,
};

/// Polls the fetches in the loop.
pub fn broken() {
    block_on(async {
        let pool = Arc::new(Semaphore::new(1));
        let mut buffer: Vec<Pin<Box<dyn Future<Output = u32>>>> =
            vec![Box::pin(cached()), Box::pin(fetch(pool.clone()))];
        while !buffer.is_empty() {
            let next = poll_fn(|context| {
                for place in 0..buffer.len() {
                    if let Poll::Ready(item) = buffer[place].as_mut().poll(context) {
                        drop(buffer.remove(place));
                        return Poll::Ready(item);
                    }
                }
                Poll::Pending
            });
            let item = next.await;
            // BUG: the other fetch may own the connection, and is not polled during this await.
            store(&pool, item).await;
        }
    });
}

/// Spawns the fetches.
pub fn fixed() {
    block_on(async {
        let pool = Arc::new(Semaphore::new(1));
        let fetches = [spawn(cached()), spawn(fetch(pool.clone()))];
        for fetch in fetches {
            let item = fetch.await.expect("no fetch panics");
            store(&pool, item).await;
        }
    });
}

/// An item that is in the cache.
async fn cached() -> u32 {
    sleep(Duration::from_millis(1)).await;
    1
}

/// An item that has to be fetched, over a connection of the pool.
async fn fetch(pool: Arc<Semaphore>) -> u32 {
    let _connection = pool.acquire().await.expect("the pool is open");
    sleep(Duration::from_millis(20)).await;
    2
}

/// Stores an item, over a connection of the same pool.
async fn store(pool: &Semaphore, item: u32) {
    let _connection = pool.acquire().await.expect("the pool is open");
    assert!(item > 0);
}
