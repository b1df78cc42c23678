//! Right: permits that are released when they are dropped, a deadline for each batch, a wait group.

use super::model::Check;
use super::subject;
use super::sync::atomic::{AtomicUsize, Ordering};
use super::sync::channel::{Receiver, Sender, at, bounded, never};
use super::sync::time::{Duration, Instant};
use super::sync::{Arc, Mutex, WaitGroup, select, thread};

/// How a shipper works.
#[derive(Clone, Copy)]
pub struct Limits {
    pub lines: usize,
    pub wait: Duration,
    pub writers: usize,
}

struct Permit<'a>(&'a Receiver<()>);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.recv().unwrap();
    }
}

struct Pipe<W> {
    write: W,
    permits: (Sender<()>, Receiver<()>),
    shipped: AtomicUsize,
    failed: Mutex<(Option<&'static str>, Option<Sender<()>>)>,
}

impl<W: Fn(Vec<String>) -> Result<(), &'static str>> Pipe<W> {
    /// Writes a batch. Returns false if that failed.
    fn write(&self, batch: Vec<String>) -> bool {
        if batch.is_empty() {
            return true;
        }
        let count = batch.len();
        self.permits.0.send(()).unwrap();
        let permit = Permit(&self.permits.1);
        let written = (self.write)(batch);
        drop(permit);
        match written {
            Ok(()) => {
                self.shipped.fetch_add(count, Ordering::Relaxed);
                true
            }
            Err(why) => {
                let mut failed = self.failed.lock();
                *failed = (failed.0.or(Some(why)), None);
                false
            }
        }
    }
}

pub fn ship<W>(
    sources: Vec<Receiver<String>>,
    stop: Receiver<()>,
    limits: Limits,
    write: W,
) -> Result<usize, &'static str>
where
    W: Fn(Vec<String>) -> Result<(), &'static str> + Send + Sync + 'static,
{
    let (alive, failed) = bounded(0);
    let pipe = Arc::new(Pipe {
        write,
        permits: bounded(limits.writers),
        shipped: AtomicUsize::new(0),
        failed: Mutex::new((None, Some(alive))),
    });
    let group = WaitGroup::new();
    let mut handles = vec![];
    for source in sources {
        let (pipe, stop, failed, group) =
            (pipe.clone(), stop.clone(), failed.clone(), group.clone());
        handles.push(thread::spawn(move || {
            work(&pipe, &source, &stop, &failed, limits);
            drop(pipe);
            drop(group);
        }));
    }
    group.wait();
    for handle in handles {
        handle.join().unwrap();
    }
    let failed = pipe.failed.lock().0;
    failed.map_or(Ok(pipe.shipped.load(Ordering::Relaxed)), Err)
}

fn work<W: Fn(Vec<String>) -> Result<(), &'static str>>(
    pipe: &Pipe<W>,
    source: &Receiver<String>,
    stop: &Receiver<()>,
    failed: &Receiver<()>,
    limits: Limits,
) {
    let mut batch = Vec::new();
    let mut deadline = None;
    loop {
        let timer = deadline.map_or_else(never, at);
        let full = select! {
            recv(source) -> line => {
                let Ok(line) = line else { break };
                deadline = deadline.or(Some(Instant::now() + limits.wait));
                batch.push(line);
                batch.len() >= limits.lines
            }
            recv(timer) -> _ => true,
            recv(failed) -> _ => return,
            recv(stop) -> _ => {
                batch.extend(source.try_iter());
                break;
            }
        };
        if full {
            deadline = None;
            if !pipe.write(batch.split_off(0)) {
                return;
            }
        }
    }
    for part in batch.chunks(limits.lines) {
        if !pipe.write(part.to_vec()) {
            return;
        }
    }
}

#[test]
fn stopping_loses_nothing() {
    Check::new("08/log-shipper-stop")
        .preemptions(1)
        .run(|| {
            let (line_tx, line_rx) = bounded(3);
            let (stop_tx, stop_rx) = bounded(0);
            for line in ["1", "2", "3"] {
                line_tx.send(line.to_string()).unwrap();
            }
            let written = Arc::new(Mutex::new(vec![]));
            let write = {
                let written = written.clone();
                move |batch: Vec<String>| {
                    assert!(batch.len() <= 2, "a batch is too large");
                    written.lock().extend(batch);
                    Ok(())
                }
            };
            let limits = subject::Limits {
                lines: 2,
                wait: Duration::from_secs(1),
                writers: 1,
            };
            let shipper =
                thread::spawn(move || subject::ship(vec![line_rx], stop_rx, limits, write));
            drop(stop_tx);
            assert_eq!(shipper.join().unwrap(), Ok(3), "what `ship` returns");
            assert_eq!(*written.lock(), ["1", "2", "3"], "the lines that arrived");
            // The source is open until here, so only the stop can have ended the shipper.
            drop(line_tx);
        })
        .holds();
}
