//! A **log shipper** runs beside a service. It receives the lines that the service logs, collects them in
//! batches, and writes each batch to a pipe, which leads to the server that stores them. One large write
//! costs less than many small ones, so a batch is written once it is full. But someone may be reading the log
//! at this moment, so a line does not wait for long until its batch fills.
//!
//! Each source of lines has a worker of its own, and all workers share the pipe. Complete the shipper so that
//! it keeps this contract:
//!
//! - No line is lost, none is written twice, and the lines of one source are written in their order.
//! - A batch has from one to `lines` lines. It is written when it is full, or `wait` after its first line
//!   was received, or when its source has ended.
//! - Up to `writers` batches are written at the same time, and never more.
//! - When every source has ended, the workers end, and `ship` returns how many lines were written. By then
//!   `write` is dropped, which closes the writing end of the pipe.
//! - If `write` fails, every worker stops, even one that is waiting for a line, and `ship` returns an error
//!   that `write` has returned. Lines that were not yet written are lost then.
//! - When `stop` is closed, each worker writes what its source has sent until then, and ends, although the
//!   source may still be open.
//!
//! `log_shipper/model.rs` checks all of this except the last point. You write the model for that one: the
//! test at the end of the file must pass for a correct shipper, and fail for five mutants, each of which does
//! something wrong when it is stopped. Begin with `ship`, and check often: each counterexample shows
//! what to do next.

use super::model::Check;
use super::subject;
use super::sync::channel::{Receiver, Sender, after, bounded, never};
use super::sync::time::Duration;
use super::sync::{Arc, Mutex, select, thread};

/// How a shipper works.
#[derive(Clone, Copy)]
pub struct Limits {
    /// The most lines in a batch.
    pub lines: usize,
    /// How long the first line of a batch waits for the batch to fill.
    pub wait: Duration,
    /// The most batches that are written at the same time.
    pub writers: usize,
}

/// What the workers of a shipper share.
struct Shipper<W> {
    write: W,
    limits: Limits,
    /// Each message is a permit to write: `acquire` sends one, and `release` receives one.
    permits: (Sender<()>, Receiver<()>),
    state: Mutex<State>,
}

struct State {
    /// Lines that were written.
    shipped: usize,
    /// The first error of `write`.
    error: Option<&'static str>,
    /// Dropped at the first error, which closes the channel and so stops every worker.
    running: Option<Sender<()>>,
}

/// Ships the lines of all sources, until they end or `stop` is closed. Returns how many lines were written.
///
/// # Errors
/// An error that `write` returned.
pub fn ship<W>(
    sources: Vec<Receiver<String>>,
    stop: Receiver<()>,
    limits: Limits,
    write: W,
) -> Result<usize, &'static str>
where
    W: Fn(Vec<String>) -> Result<(), &'static str> + Send + Sync + 'static,
{
    let (running, failed) = bounded(0);
    let shipper = Arc::new(Shipper {
        write,
        limits,
        permits: bounded(limits.writers),
        state: Mutex::new(State {
            shipped: 0,
            error: None,
            running: Some(running),
        }),
    });
    let mut workers = vec![];
    for lines in sources {
        let (shipper, stop, failed) = (shipper.clone(), stop.clone(), failed.clone());
        workers.push(thread::spawn(move || {
            shipper.collect(&lines, &stop, &failed)
        }));
    }
    // TODO: when is the result known, and what is it?
    todo!()
}

impl<W: Fn(Vec<String>) -> Result<(), &'static str>> Shipper<W> {
    /// A worker: forms batches of the lines of its source, until the source ends or it is stopped.
    fn collect(&self, lines: &Receiver<String>, stop: &Receiver<()>, failed: &Receiver<()>) {
        let mut batch = vec![];
        let mut timer = never();
        loop {
            select! {
                recv(lines) -> line => match line {
                    Ok(line) => {
                        // The wait begins with the first line of a batch.
                        if batch.is_empty() {
                            timer = after(self.limits.wait);
                        }
                        self.add(&mut batch, line);
                    }
                    Err(_) => todo!(),
                },
                recv(timer) -> _ => todo!(),
                // TODO: where can lines be that the source has sent before the stop?
                recv(stop) -> _ => todo!(),
                recv(failed) -> _ => todo!(),
            }
        }
        self.flush(&mut batch);
    }

    /// Adds a line to a batch, and writes the batch once it is full.
    fn add(&self, batch: &mut Vec<String>, line: String) {
        // TODO: write it once it is full.
        batch.push(line);
    }

    /// Writes a batch, if there is anything in it, and leaves it empty.
    fn flush(&self, batch: &mut Vec<String>) {
        let (acquire, release) = &self.permits;
        let lines = std::mem::take(batch);
        // TODO: write the lines while this thread has a permit. What happens to the permit, to the number of
        // lines, and to the other workers, if `write` succeeds, and if it fails?
        todo!()
    }
}

#[test]
fn stopping_loses_nothing() {
    Check::new("08/log-shipper-stop")
        .preemptions(1)
        .run(|| {
            let (line_tx, line_rx) = bounded(3);
            let (stop_tx, stop_rx) = bounded(0);
            line_tx.send("1".to_string()).unwrap();
            let limits = subject::Limits {
                lines: 2,
                wait: Duration::from_secs(1),
                writers: 1,
            };
            let shipper =
                thread::spawn(move || subject::ship(vec![line_rx], stop_rx, limits, |_| Ok(())));
            drop(stop_tx);
            // TODO: how many lines does it take, and what must arrive?
            shipper.join().unwrap().unwrap();
            drop(line_tx);
        })
        .holds();
}
