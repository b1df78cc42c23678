// A log shipper.

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
    for worker in workers {
        worker.join().unwrap();
    }
    let state = shipper.state.lock();
    state.error.map_or(Ok(state.shipped), Err)
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
                        if batch.is_empty() {
                            timer = after(self.limits.wait);
                        }
                        self.add(&mut batch, line);
                    }
                    Err(_) => break,
                },
                recv(timer) -> _ => {
                    self.flush(&mut batch);
                    timer = never();
                }
                recv(stop) -> _ => {
                    for line in lines.try_iter() {
                        self.add(&mut batch, line);
                    }
                    break;
                }
                recv(failed) -> _ => return,
            }
        }
        self.flush(&mut batch);
    }

    /// Adds a line to a batch, and writes the batch once it is full.
    fn add(&self, batch: &mut Vec<String>, line: String) {
        batch.push(line);
        if batch.len() == self.limits.lines {
            self.flush(batch);
        }
    }

    /// Writes a batch, if there is anything in it, and leaves it empty.
    fn flush(&self, batch: &mut Vec<String>) {
        if batch.is_empty() {
            return;
        }
        let (acquire, release) = &self.permits;
        let lines = std::mem::take(batch);
        let count = lines.len();
        acquire.send(()).unwrap();
        let written = (self.write)(lines);
        release.recv().unwrap();
        let mut state = self.state.lock();
        match written {
            Ok(()) => state.shipped += count,
            Err(error) => {
                state.error.get_or_insert(error);
                state.running = None;
            }
        }
    }
}
