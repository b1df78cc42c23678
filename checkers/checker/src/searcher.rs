//! Runs a search on a thread of its own, and shows how far it is.

use crate::findings::Search;
use crate::progress::Progress;
use crate::watch::{POLL, Patience, Watch};
use std::cell::Cell;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Starts threads that search.
#[derive(Debug)]
pub struct Searcher<'a> {
    model: &'a str,
    /// A search of this check has found a failure.
    failed: Cell<bool>,
}

impl<'a> Searcher<'a> {
    pub(crate) fn of(model: &'a str) -> Self {
        Searcher {
            model,
            failed: Cell::new(false),
        }
    }

    /// Runs `search` on a thread of its own until it sends what it found. If it never does, the result
    /// is what is known of it: the failure that was found last, or where the model does not come back.
    pub(crate) fn run(
        &self,
        limit: Duration,
        search: impl FnOnce(mpsc::Sender<Search>) + Send + 'static,
    ) -> Option<Search> {
        let (send, receive) = mpsc::channel();
        let watch = Watch::new();
        let shown = watch.clone();
        let searcher = std::thread::Builder::new()
            .name(format!("model {}", self.model))
            .spawn(move || {
                shown.attach();
                search(send);
            })
            .expect("a thread for the checker");
        let mut progress = Progress::new(self.model, limit, self.failed.get());
        // It stops by itself at its next execution, unless one never ends.
        let limit = limit.saturating_add(Duration::from_secs(2));
        let (start, mut patience) = (Instant::now(), Patience::default());
        loop {
            match receive.recv_timeout(POLL) {
                Ok(search) => {
                    drop(progress);
                    self.failed.set(search.findings.failure.is_some());
                    // After a failure destructors may run for a moment; one that waits forever is left
                    // behind.
                    for round in 0..1_100 {
                        match round {
                            _ if searcher.is_finished() => break,
                            ..100 => std::thread::yield_now(),
                            _ => std::thread::sleep(Duration::from_millis(1)),
                        }
                    }
                    return Some(search);
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    let stuck = patience.poll(&watch);
                    if stuck.is_some() {
                        return stuck;
                    }
                    if start.elapsed() > limit {
                        return Some(watch.so_far());
                    }
                    progress.show(&watch);
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => match searcher.join() {
                    Err(payload) => std::panic::resume_unwind(payload),
                    Ok(()) => return None,
                },
            }
        }
    }
}
