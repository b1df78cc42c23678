//! A request on a shared connection is dropped before its response, and the next one receives that response.
//!
//! A client keeps one connection under a lock: send the request, await the response, release the lock. If the caller
//! has a timeout, the future may be dropped while the response is on its way. The guard releases the lock, and the
//! connection looks idle, but the next response that it delivers belongs to the dropped request. From then on every
//! caller receives the response of the one before. The SDK of Iggy could be left in such a state, and so could many
//! clients of databases and of HTTP/1 before they learned to close such a connection.
//!
//! The fix takes the connection out of its place for the time of a request, and puts it back after the response. A
//! dropped request takes the connection along.

use super::sync::Arc;
use super::sync::tasks::time::{Duration, timeout};
use super::sync::tasks::{Mutex, block_on, mpsc, spawn};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "wrong-answer",
    title: "a dropped request leaves its response to the next one",
    source: "apache/iggy #1997",
    fails: FailureKind::Assertion,
    preemptions: 0,
    dropped_by: Some("timeout"),
    runtime: Runtime::Several,
    loom: Loom::Both,
    broken,
    fixed,
};

const LIMIT: Duration = Duration::from_secs(1);

/// Leaves the connection in its place.
pub fn broken() {
    block_on(async {
        let connection = Arc::new(Mutex::new(Connection::open()));
        let ask = async |request| {
            // BUG: dropped while it waits for the response, this releases a connection that will deliver it.
            connection.lock().await.ask(request).await
        };
        let _ = timeout(LIMIT, ask(1)).await;
        assert_eq!(ask(2).await, 20, "the answer to another request");
    });
}

/// Takes the connection out of its place.
pub fn fixed() {
    block_on(async {
        let connection = Arc::new(Mutex::new(None));
        let ask = async |request| {
            let mut place = connection.lock().await;
            let mut connection = place.take().unwrap_or_else(Connection::open);
            let response = connection.ask(request).await;
            *place = Some(connection);
            response
        };
        let _ = timeout(LIMIT, ask(1)).await;
        assert_eq!(ask(2).await, 20, "the answer to another request");
    });
}

struct Connection {
    requests: mpsc::Sender<u32>,
    responses: mpsc::Receiver<u32>,
}

impl Connection {
    /// Connects to a server, which answers in the order of the requests.
    fn open() -> Self {
        let (requests, mut received) = mpsc::channel(1);
        let (answers, responses) = mpsc::channel(1);
        let _server = spawn(async move {
            while let Some(request) = received.recv().await {
                let _ = answers.send(10 * request).await;
            }
        });
        Connection {
            requests,
            responses,
        }
    }

    async fn ask(&mut self, request: u32) -> u32 {
        self.requests.send(request).await.expect("the server runs");
        self.responses.recv().await.expect("the server answers")
    }
}
