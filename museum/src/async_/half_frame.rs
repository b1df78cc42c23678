//! A reader that takes two parts of a frame in two awaits loses the first part when it is dropped at the second.
//!
//! Protocols with a length or a header before the body are read this way: receive the header, then receive the body.
//! Put into an arm of `select!` beside commands, heartbeats, or a shutdown signal, the reader may be dropped between
//! the two awaits. The header is gone, and the next call takes the body for a header. Tests rarely see it, because
//! both parts usually arrive together, so the second await never waits. The article that is named below tells how an
//! arm that is added to a working loop brings this about.
//!
//! The fix keeps what has arrived outside of the future, so that the next call continues where the last one stopped.

use super::sync::tasks::{block_on, mpsc, select, spawn};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "half-frame",
    title: "a frame is read in two awaits, and dropped between them",
    source: "biriukov.dev, tokio::select! has sharp edges",
    fails: FailureKind::Assertion,
    preemptions: 1,
    dropped_by: Some("select!"),
    runtime: Runtime::Several,
    loom: Loom::Misses,
    broken,
    fixed,
};

/// Keeps the header in the future.
pub fn broken() {
    block_on(async {
        let (mut wire, mut commands) = peers();
        let mut is_told = false;
        let frame = loop {
            select! {
                frame = read(&mut wire) => break frame,
                _ = commands.recv(), if !is_told => is_told = true,
            }
        };
        assert_eq!(frame, ("header", "body"));
    });

    async fn read(wire: &mut mpsc::Receiver<&'static str>) -> (&'static str, &'static str) {
        let header = wire.recv().await.expect("a header");
        // BUG: a caller that drops the future here loses the header.
        let body = wire.recv().await.expect("a body");
        (header, body)
    }
}

/// Keeps the header outside of the future.
pub fn fixed() {
    block_on(async {
        let (mut wire, mut commands) = peers();
        let mut is_told = false;
        let mut header = None;
        let frame = loop {
            select! {
                frame = read(&mut wire, &mut header) => break frame,
                _ = commands.recv(), if !is_told => is_told = true,
            }
        };
        assert_eq!(frame, ("header", "body"));
    });

    async fn read(
        wire: &mut mpsc::Receiver<&'static str>,
        header: &mut Option<&'static str>,
    ) -> (&'static str, &'static str) {
        if header.is_none() {
            *header = wire.recv().await;
        }
        let body = wire.recv().await.expect("a body");
        (header.take().expect("a header"), body)
    }
}

fn peers() -> (mpsc::Receiver<&'static str>, mpsc::Receiver<()>) {
    let (peer, wire) = mpsc::channel(2);
    let (operator, commands) = mpsc::channel(1);
    let _sender = spawn(async move {
        for part in ["header", "body"] {
            peer.send(part).await.expect("the reader is alive");
        }
    });
    let _console = spawn(async move { operator.send(()).await });
    (wire, commands)
}
