//! Grades the shipper. Do not edit it, but read it: it says what a shipper has to do, except when it is
//! stopped. That part you write yourself.

use super::exercise::{Limits, ship};
use super::model::{Check, note};
use super::sync::channel::{Receiver, Sender, bounded, unbounded};
use super::sync::thread::{self, Builder};
use super::sync::time::Duration;
use super::sync::{Arc, Condvar, Mutex};

fn limits(lines: usize, writers: usize) -> Limits {
    Limits {
        lines,
        wait: Duration::from_millis(100),
        writers,
    }
}

/// A source with these lines, which has ended.
fn source(lines: &[&str]) -> Receiver<String> {
    let (tx, rx) = unbounded();
    for line in lines {
        tx.send(line.to_string()).unwrap();
    }
    rx
}

/// A source that sends these lines one after another, and ends.
fn talks(lines: &'static [&'static str]) -> (thread::JoinHandle<()>, Receiver<String>) {
    let (tx, rx) = unbounded();
    let source = Builder::new().name("source".into());
    let talk = move || {
        for line in lines {
            tx.send(line.to_string()).unwrap();
        }
    };
    (source.spawn(talk).unwrap(), rx)
}

/// What stops a shipper, if it is dropped.
fn stop() -> (Sender<()>, Receiver<()>) {
    bounded(0)
}

/// The reading end of the pipe: it keeps each batch that it reads, until the pipe is closed.
fn reader(pipe: Receiver<Vec<String>>) -> thread::JoinHandle<Vec<Vec<String>>> {
    let reader = Builder::new().name("reader".into());
    reader.spawn(move || pipe.iter().collect()).unwrap()
}

#[test]
fn the_lines_of_a_source_arrive_in_order() {
    Check::new("08/log-shipper")
        .preemptions(2)
        .run(|| {
            let (pipe, batches) = bounded(0);
            let reader = reader(batches);
            let (_running, stop) = stop();
            let write = move |batch| pipe.send(batch).map_err(|_| "broken pipe");
            let (talking, source) = talks(&["1", "2", "3"]);
            let shipped = ship(vec![source], stop, limits(2, 1), write);
            talking.join().unwrap();
            // `ship` has dropped the pipe's writing end, so the reader sees its end.
            let batches = reader.join().unwrap();
            assert_eq!(batches.concat(), ["1", "2", "3"], "the lines that arrived");
            assert_eq!(shipped, Ok(3), "what `ship` returns");
            batches.iter().map(Vec::len).collect::<Vec<_>>()
        })
        .holds()
        .reaches(["[1, 1, 1]", "[1, 2]", "[2, 1]"]);
}

#[test]
fn sources_are_shipped_side_by_side() {
    let limits = limits(1, 2);
    Check::new("08/log-shipper-side-by-side")
        .preemptions(1)
        .run(move || {
            let meeting = Arc::new(Meeting::default());
            let (_running, stop) = stop();
            let sources = vec![source(&["a"]), source(&["b"])];
            ship(sources, stop, limits, {
                let meeting = meeting.clone();
                move |_| {
                    meeting.wait();
                    Ok(())
                }
            })
        })
        .holds()
        .reaches(["Ok(2)"]);
}

/// Where two batches that are written at the same time meet.
#[derive(Default)]
struct Meeting {
    here: Mutex<usize>,
    another: Condvar,
}

impl Meeting {
    fn wait(&self) {
        let mut here = self.here.lock();
        *here += 1;
        self.another.notify_all();
        while *here < 2 {
            note("writes until the other batch is written, too");
            self.another.wait(&mut here);
        }
    }
}

#[test]
fn no_more_batches_are_written_at_a_time_than_allowed() {
    Check::new("08/log-shipper-permits")
        .preemptions(1)
        .run(|| {
            let writing = Arc::new(Mutex::new((0, vec![])));
            let (_running, stop) = stop();
            let sources = vec![source(&["1", "2"]), source(&["a"])];
            let write = {
                let writing = writing.clone();
                move |batch: Vec<String>| {
                    let mut now = writing.lock();
                    now.0 += 1;
                    assert_eq!(now.0, 1, "batches that are written at the same time");
                    now.1.extend(batch);
                    drop(now);
                    writing.lock().0 -= 1;
                    Ok(())
                }
            };
            let shipped = ship(sources, stop, limits(2, 1), write);
            let lines = writing.lock().1.concat();
            let orders = ["12a", "1a2", "a12"];
            assert!(orders.contains(&&*lines), "the lines that arrived: {lines}");
            assert_eq!(shipped, Ok(3), "what `ship` returns");
        })
        .holds()
        .is_contended();
}

#[test]
fn a_line_does_not_wait_for_the_batch_to_fill() {
    Check::new("08/log-shipper-time")
        .preemptions(1)
        .run(|| {
            let (lines, source) = bounded(1);
            let (pipe, batches) = bounded(1);
            let (_running, stop) = stop();
            let main = Builder::new().name("shipper".into());
            let write = move |batch: Vec<String>| pipe.send(batch).map_err(|_| "broken pipe");
            let shipper = main
                .spawn(move || ship(vec![source], stop, limits(2, 1), write))
                .unwrap();
            lines.send("1".to_string()).unwrap();
            note("the source is quiet now");
            assert_eq!(batches.recv(), Ok(vec!["1".to_string()]), "the batch");
            drop(lines);
            assert_eq!(shipper.join().unwrap(), Ok(1), "what `ship` returns");
            assert!(batches.recv().is_err(), "an empty batch was written");
        })
        .holds();
}

#[test]
fn an_error_ends_every_worker() {
    Check::new("08/log-shipper-error")
        .preemptions(1)
        .run(|| {
            let (pipe, batches) = bounded::<Vec<String>>(0);
            // The reader has left, and one of the sources stays open.
            drop(batches);
            let (open, quiet) = bounded(1);
            let (_running, stop) = stop();
            let write = move |batch| pipe.send(batch).map_err(|_| "broken pipe");
            let sources = vec![source(&["1", "2"]), quiet];
            let shipped = ship(sources, stop, limits(1, 1), write);
            assert_eq!(shipped, Err("broken pipe"), "what `ship` returns");
            drop(open);
        })
        .holds();
}
