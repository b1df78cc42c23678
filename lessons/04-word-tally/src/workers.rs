//! A thread for each text, and the join of them all.

use crate::sync::thread::Builder;
use std::io;
use std::panic::resume_unwind;

/// Starts a worker for each text, joins all of them, and returns their results in order.
///
/// `work` receives the index of its worker, from 0 on. All clones of it are dropped when this
/// returns. A worker's panic continues in the caller, after the last worker has ended.
///
/// # Errors
/// A thread could not be started. The others have ended, and their results are dropped.
pub fn each<T, R>(
    texts: Vec<T>,
    work: impl Fn(usize, T) -> R + Clone + Send + 'static,
) -> io::Result<Vec<R>>
where
    T: Send + 'static,
    R: Send + 'static,
{
    let start = |(i, text): (usize, T)| {
        let work = work.clone();
        let worker = Builder::new().name(format!("worker {}", i + 1));
        worker.spawn(move || work(i, text))
    };
    let mut started = vec![];
    let mut failed = None;
    for text in texts.into_iter().enumerate() {
        match start(text) {
            Ok(worker) => started.push(worker),
            Err(error) => {
                failed = Some(error);
                break;
            }
        }
    }
    // Joins all of them first: no worker may be running when a panic or an error is passed on.
    let ended: Vec<_> = started.into_iter().map(|worker| worker.join()).collect();
    let results = ended.into_iter();
    let results = results.map(|ended| ended.unwrap_or_else(|panic| resume_unwind(panic)));
    let results = results.collect();
    failed.map_or(Ok(results), Err)
}
