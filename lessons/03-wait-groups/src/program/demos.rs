//! One run of each bug, with tasks that record what happened.

use super::disk::{Disk, Part};
use super::sample::{FILES, refused};
use anyhow::Context;
use flate2::read::GzDecoder;
use lesson_03::compress::{CompressError, Deflater, Header, compress};
use lesson_03::sync::atomic::{AtomicUsize, Ordering};
use lesson_03::sync::{Arc, Condvar, Mutex};
use lesson_03::traps::{add_inside, forgotten_done, half_written, ignored_errors, thread_per_file};
use std::fs;
use std::io::{self, ErrorKind, Read, Write};

/// Workers in every demonstration.
pub const JOBS: usize = 2;
/// Tasks in the runs that depend on timing.
pub const TASKS: usize = 8;
/// Files of the pitfall that starts a thread for each. Each needs a switch to that thread and back, which
/// on a busy machine takes as long as all other threads may run.
pub const FILES_WITH_THREADS: usize = 10_000;
/// Bytes that fit on the disk that is soon full.
const ROOM: usize = 100;

/// An output with space for so many bytes. What is written beyond fails when it is flushed, as on a
/// disk whose writes are buffered.
struct SoonFull<W> {
    output: W,
    room: usize,
    full: bool,
}

impl<W> SoonFull<W> {
    fn new(output: W, room: usize) -> Self {
        SoonFull {
            output,
            room,
            full: false,
        }
    }
}

impl<W: Write> Write for SoonFull<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.output.write(&bytes[..self.room.min(bytes.len())])?;
        self.room -= n;
        self.full |= n < bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.full {
            true => Err(ErrorKind::StorageFull.into()),
            false => self.output.flush(),
        }
    }
}

/// Compresses a text of the sample and discards the result.
fn compress_sample(task: usize, output: impl Write) -> Result<(), CompressError> {
    let (name, text) = FILES[task % FILES.len()];
    let header = Header {
        name: name.into(),
        modified: 0,
    };
    compress(&mut Deflater::new(6), &header, text, output).map(drop)
}

/// Returns how many of [`TASKS`] were done when `wait` returned.
pub fn add_inside() -> io::Result<usize> {
    let done = Arc::new(AtomicUsize::new(0));
    let theirs = done.clone();
    let mut pool = add_inside::Pool::start(JOBS, move |task| {
        compress_sample(*task, io::sink())?;
        theirs.fetch_add(1, Ordering::Relaxed);
        Ok::<_, CompressError>(())
    })?;
    (0..TASKS).for_each(|task| pool.submit(task));
    pool.wait();
    // Relaxed: if `wait` were correct, it would order this load after every addition.
    Ok(done.load(Ordering::Relaxed))
}

/// Submits three tasks, the second of which fails, and waits. Prints what becomes of each and what main
/// does next, since it may hang.
pub fn forgotten_done() -> io::Result<()> {
    let mut pool = forgotten_done::start(JOBS, |task| {
        let compressed = match task {
            1 => compress_sample(*task, SoonFull::new(io::sink(), ROOM)),
            _ => compress_sample(*task, io::sink()),
        };
        let ended = if compressed.is_ok() { "done" } else { "failed" };
        println!("{ended} {}", FILES[*task].0);
        compressed
    })?;
    for (task, (name, _)) in FILES.iter().enumerate() {
        pool.submit(task);
        println!("queued {name}");
    }
    println!("main waits in Pool::wait");
    let failures = pool.wait();
    println!("returned with {} failure", failures.len());
    Ok(())
}

/// Compresses three files to a full disk, and returns how many failures were reported.
pub fn ignored_errors() -> io::Result<usize> {
    let mut pool = ignored_errors::start(JOBS, |task| {
        compress_sample(*task, SoonFull::new(io::sink(), ROOM))
    })?;
    (0..FILES.len()).for_each(|task| pool.submit(task));
    Ok(pool.wait().len())
}

/// What a failed run left of a whole file.
#[derive(Debug)]
pub struct Left {
    pub before: u64,
    pub after: u64,
    /// What unpacking it says, if it fails.
    pub error: Option<io::Error>,
}

/// Replaces a whole file on a disk that is nearly full.
pub fn half_written() -> anyhow::Result<Left> {
    let folder = tempfile::tempdir().map_err(refused)?;
    let name = folder.path().join("why.txt.gz");
    let mut whole = vec![];
    compress_sample(2, &mut whole)?;
    fs::write(&name, &whole)?;
    let disk = Disk {
        folder: folder.path(),
        original: &fs::metadata(&name)?,
        fsync: false,
    };
    let saved: Result<(), CompressError> =
        half_written::save(&disk, &name, true, |part: &mut Part| {
            compress_sample(2, SoonFull::new(part, ROOM))
        });
    saved.err().context("a full disk took everything")?;
    let left = fs::read(&name)?;
    let unpacked = GzDecoder::new(&left[..]).read_to_end(&mut vec![]);
    Ok(Left {
        before: whole.len() as u64,
        after: left.len() as u64,
        error: unpacked.err(),
    })
}

/// A gate at which the threads wait until it is opened.
#[derive(Debug, Default)]
struct Door {
    open: Mutex<bool>,
    opened: Condvar,
}

/// Prints a line now and then, so that the parent sees progress.
fn say_now_and_then(what: &str, task: usize) {
    if task.is_multiple_of(10) {
        println!("{what} {task}");
    }
}

/// Starts a thread for each of many tasks, all of which stay until the last one has been started.
/// Prints how many were started, and how many the operating system refused.
pub fn thread_per_file() -> io::Result<()> {
    let door = Arc::new(Door::default());
    let theirs = door.clone();
    let mut pool = thread_per_file::start(JOBS, move |task: &usize| {
        let mut open = theirs.open.lock();
        theirs.opened.wait_while(&mut open, |open| !*open);
        drop(open);
        // So many threads take a while, also to end.
        say_now_and_then("done", *task);
        Ok::<_, io::Error>(())
    })?;
    for task in 0..FILES_WITH_THREADS {
        thread_per_file::submit(&mut pool, task);
        say_now_and_then("queued", task);
    }
    *door.open.lock() = true;
    door.opened.notify_all();
    let failures = pool.wait();
    println!("started {}", FILES_WITH_THREADS - failures.len());
    if let Some(first) = failures.first() {
        let why = std::error::Error::source(&first.cause);
        let why = why.map_or_else(|| first.cause.to_string(), ToString::to_string);
        println!("refused {} of them: {why}", failures.len());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use lesson_03::pool::Pool;
    use lesson_03::save::save;

    #[test]
    fn the_pool_tells_of_every_failure_and_waits_for_every_task() {
        let mut pool = Pool::start(JOBS, |task| {
            compress_sample(*task, SoonFull::new(io::sink(), ROOM))
        })
        .unwrap();
        (0..TASKS).for_each(|task| pool.submit(task));
        assert_eq!(pool.wait().len(), TASKS);
        assert_eq!(pool.wait().len(), 0);
    }

    #[test]
    fn a_save_that_fails_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let name = folder.path().join("a.gz");
        fs::write(&name, b"old").unwrap();
        let disk = Disk {
            folder: folder.path(),
            original: &fs::metadata(&name).unwrap(),
            fsync: false,
        };
        let saved: Result<(), CompressError> = save(&disk, &name, true, |part| {
            compress_sample(2, SoonFull::new(part, ROOM))
        });
        assert!(saved.is_err());
        assert_eq!(fs::read(&name).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
