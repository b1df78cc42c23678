//! A server ends its loop at the end of the input, and the handlers that it spawned are dropped with the runtime.
//!
//! The stdio server of the MCP SDK spawned a task for each request. When its input was closed, its loop ended, `main`
//! returned, and the runtime dropped the tasks that were left, each at the await where it was. A client that
//! writes all of its requests and then closes the pipe, as scripts do, received the first response and none of the
//! others. A dropped `JoinHandle` detaches its task; nothing waits for it.
//!
//! The fix keeps the handles, and awaits them after the loop.

use super::sync::tasks::time::{Duration, sleep};
use super::sync::tasks::{block_on, mpsc, spawn};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "lost-response",
    title: "detached tasks are dropped at the end of the runtime",
    source: "modelcontextprotocol/rust-sdk #753",
    fails: FailureKind::Assertion,
    preemptions: 0,
    dropped_by: Some("end of the runtime"),
    runtime: Runtime::Several,
    loom: Loom::Both,
    broken,
    fixed,
};

/// Returns when the input ends.
pub fn broken() {
    let (responses, mut output) = mpsc::channel(2);
    block_on(async {
        let mut requests = client();
        while let Some(request) = requests.recv().await {
            // BUG: without its handle, the task ends with the runtime.
            let _handler = spawn(handle(request, responses.clone()));
        }
    });
    assert_eq!(output.try_recv(), Ok(10), "the response is missing");
}

/// Returns when the last handler is done.
pub fn fixed() {
    let (responses, mut output) = mpsc::channel(2);
    block_on(async {
        let mut requests = client();
        let mut handlers = vec![];
        while let Some(request) = requests.recv().await {
            handlers.push(spawn(handle(request, responses.clone())));
        }
        for handler in handlers {
            handler.await.expect("no handler panics");
        }
    });
    assert_eq!(output.try_recv(), Ok(10), "the response is missing");
}

/// A client that sends a request, and closes the pipe.
fn client() -> mpsc::Receiver<u32> {
    let (client, requests) = mpsc::channel(1);
    client.try_send(1).expect("a slot");
    requests
}

async fn handle(request: u32, responses: mpsc::Sender<u32>) {
    sleep(Duration::from_millis(5)).await;
    let _ = responses.send(10 * request).await;
}
