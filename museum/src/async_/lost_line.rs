//! A server clears its line buffer at the start of each read, and loses the part of a request that had arrived.
//!
//! The service loop of the MCP SDK polled `receive()` in a `select!` beside the responses that it had to write.
//! Inside, `receive()` collected bytes in a buffer of the transport until a line was complete, and it cleared that
//! buffer at its start. When a response became ready after half of a request had arrived, `select!` dropped the
//! future, and the next call threw the half line away. The request never reached a handler, so its client waited
//! forever. It took many large responses at once, and logs only showed that the request was never received.
//!
//! The fix clears the buffer after a line was taken out of it, so that a dropped read leaves its bytes to the next
//! one.

use super::sync::tasks::{block_on, mpsc, select, spawn};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "lost-line",
    title: "a buffer is cleared when a dropped read begins again",
    source: "modelcontextprotocol/rust-sdk #941",
    fails: FailureKind::Assertion,
    preemptions: 1,
    dropped_by: Some("select!"),
    runtime: Runtime::Several,
    loom: Loom::Misses,
    broken,
    fixed,
};

/// What is read from, and what was read and is not a whole line yet.
struct Transport {
    bytes: mpsc::Receiver<&'static str>,
    line: String,
}

/// Clears the buffer when a read begins.
pub fn broken() {
    block_on(async {
        let (mut transport, mut responses) = connect();
        let mut has_written = false;
        let request = loop {
            select! {
                request = receive(&mut transport) => break request,
                _ = responses.recv(), if !has_written => has_written = true,
            }
        };
        assert_eq!(request, "ping\n", "a part of the request is missing");
    });

    async fn receive(transport: &mut Transport) -> String {
        // BUG: if the last call was dropped, these bytes are the first half of the request.
        transport.line.clear();
        read_line(transport).await;
        transport.line.clone()
    }
}

/// Clears the buffer when a line was taken out of it.
pub fn fixed() {
    block_on(async {
        let (mut transport, mut responses) = connect();
        let mut has_written = false;
        let request = loop {
            select! {
                request = receive(&mut transport) => break request,
                _ = responses.recv(), if !has_written => has_written = true,
            }
        };
        assert_eq!(request, "ping\n", "a part of the request is missing");
    });

    async fn receive(transport: &mut Transport) -> String {
        read_line(transport).await;
        std::mem::take(&mut transport.line)
    }
}

async fn read_line(transport: &mut Transport) {
    while !transport.line.ends_with('\n') {
        match transport.bytes.recv().await {
            Some(bytes) => transport.line.push_str(bytes),
            None => return,
        }
    }
}

fn connect() -> (Transport, mpsc::Receiver<()>) {
    let (client, bytes) = mpsc::channel(2);
    let (handler, responses) = mpsc::channel(1);
    let _requester = spawn(async move {
        for bytes in ["pi", "ng\n"] {
            client.send(bytes).await.expect("the server is alive");
        }
    });
    let _responder = spawn(async move { handler.send(()).await });
    let line = String::new();
    (Transport { bytes, line }, responses)
}
