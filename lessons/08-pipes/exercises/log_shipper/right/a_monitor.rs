//! Right: a monitor counts the writers, and a worker waits with a timeout only while its batch is not empty.

use super::model::Check;
use super::subject;
use super::sync::channel::{Receiver, Sender, bounded};
use super::sync::time::{Duration, Instant};
use super::sync::{Arc, Condvar, Mutex, select, thread};

/// How a shipper works.
#[derive(Clone, Copy)]
pub struct Limits {
    pub lines: usize,
    pub wait: Duration,
    pub writers: usize,
}

struct Desk {
    writers: usize,
    shipped: usize,
    error: Option<&'static str>,
    open: Option<Sender<()>>,
}

struct Shared<W> {
    desk: Mutex<Desk>,
    free: Condvar,
    limits: Limits,
    write: W,
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
    let (open, broken) = bounded(0);
    let desk = Mutex::new(Desk {
        writers: 0,
        shipped: 0,
        error: None,
        open: Some(open),
    });
    let shared = Arc::new(Shared {
        desk,
        free: Condvar::new(),
        limits,
        write,
    });
    let workers: Vec<_> = sources
        .into_iter()
        .map(|source| {
            let (shared, stop, broken) = (shared.clone(), stop.clone(), broken.clone());
            thread::spawn(move || shared.work(&source, &stop, &broken))
        })
        .collect();
    workers
        .into_iter()
        .for_each(|worker| worker.join().unwrap());
    let desk = shared.desk.lock();
    match desk.error {
        Some(error) => Err(error),
        None => Ok(desk.shipped),
    }
}

enum Next {
    Line(String),
    Late,
    Stop,
    Leave,
}

impl<W: Fn(Vec<String>) -> Result<(), &'static str>> Shared<W> {
    fn work(&self, source: &Receiver<String>, stop: &Receiver<()>, broken: &Receiver<()>) {
        let mut batch = vec![];
        let mut late = Instant::now();
        loop {
            let next = if batch.is_empty() {
                select! {
                    recv(source) -> line => line.map_or(Next::Leave, Next::Line),
                    recv(stop) -> _ => Next::Stop,
                    recv(broken) -> _ => return,
                }
            } else {
                select! {
                    recv(source) -> line => line.map_or(Next::Leave, Next::Line),
                    recv(stop) -> _ => Next::Stop,
                    recv(broken) -> _ => return,
                    default(late.saturating_duration_since(Instant::now())) => Next::Late,
                }
            };
            match next {
                Next::Line(line) => {
                    if batch.is_empty() {
                        late = Instant::now() + self.limits.wait;
                    }
                    self.push(&mut batch, line);
                }
                Next::Late => self.send(&mut batch),
                Next::Leave => break,
                Next::Stop => {
                    while let Ok(line) = source.try_recv() {
                        self.push(&mut batch, line);
                    }
                    break;
                }
            }
        }
        self.send(&mut batch);
    }

    fn push(&self, batch: &mut Vec<String>, line: String) {
        batch.push(line);
        if batch.len() >= self.limits.lines {
            self.send(batch);
        }
    }

    fn send(&self, batch: &mut Vec<String>) {
        if batch.is_empty() {
            return;
        }
        let lines = std::mem::take(batch);
        let count = lines.len();
        let mut desk = self.desk.lock();
        while desk.writers == self.limits.writers {
            self.free.wait(&mut desk);
        }
        desk.writers += 1;
        drop(desk);
        let written = (self.write)(lines);
        let mut desk = self.desk.lock();
        desk.writers -= 1;
        self.free.notify_one();
        match written {
            Ok(()) => desk.shipped += count,
            Err(error) => {
                desk.error = desk.error.or(Some(error));
                desk.open = None;
            }
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
