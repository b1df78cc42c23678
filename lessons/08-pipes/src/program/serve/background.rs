//! A server in a thread of its own, for those who have no other.

use super::server::{Limits, Server};
use anyhow::Context;
use lesson_08::sync::Arc;
use lesson_08::sync::thread::{Builder, JoinHandle};
use lesson_08::sync::time::Duration;
use tokio::sync::Notify;

/// A server on loopback. Dropping it ends it.
#[derive(Debug)]
pub struct Own {
    /// Where it takes uploads.
    pub url: String,
    stop: Arc<Notify>,
    thread: Option<JoinHandle<()>>,
}

/// Starts it.
pub fn start() -> anyhow::Result<Own> {
    let limits = Limits {
        connections: 8,
        upload: u64::MAX,
        // The client may wait for its own input.
        idle: Duration::from_secs(365 * 24 * 3600),
        timeout: None,
    };
    let server = Server::bind("127.0.0.1:0", limits)?;
    let url = format!("{}/upload", server.url());
    let stop = Arc::new(Notify::new());
    let stops = stop.clone();
    let thread = Builder::new().name("server".into());
    let thread = thread.spawn(move || server.run(&stops));
    Ok(Own {
        url,
        stop,
        thread: Some(thread.context("cannot start a thread")?),
    })
}

impl Drop for Own {
    fn drop(&mut self) {
        self.stop.notify_one();
        if let Some(thread) = self.thread.take() {
            // If it panicked, that was told, and its client heard nothing.
            let _ = thread.join();
        }
    }
}
