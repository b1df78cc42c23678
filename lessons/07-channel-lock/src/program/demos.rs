//! One run of each bug, in a process of its own. Each prints what it does, because it may hang.

use lesson_07::sync::Arc;
use lesson_07::sync::thread::{Builder, sleep};
use lesson_07::sync::time::Duration;
use lesson_07::traps::{
    foreign_release, forgotten_release, main_sleeps, receive_to_take, unbuffered,
};
use lesson_07::turn::Step;
use std::io::{self, Write};

/// Workers of the crew that is never joined: together they take longer than the trap sleeps.
pub const WORKERS: usize = 3;
/// How long each of them holds the lock.
const HOLD: Duration = Duration::from_millis(300);

/// Prints what a worker does. A closed standard output is ignored.
fn say(worker: usize, does: &str) {
    let _ = writeln!(io::stdout(), "{worker} {does} the lock");
}

/// Runs `does` in a worker's thread and joins it, whether it panics or not.
fn worker(number: usize, does: impl FnOnce() + Send + 'static) -> io::Result<()> {
    let worker = Builder::new().name(format!("worker {number}"));
    // Its panic has printed its message.
    let _ = worker.spawn(does)?.join();
    Ok(())
}

/// One worker wants the lock.
pub fn unbuffered() -> io::Result<()> {
    worker(1, || {
        let lock = unbuffered::new(1);
        say(1, "wants");
        let permit = lock.acquire();
        say(1, "has");
        permit.release();
    })
}

/// One worker wants the lock.
pub fn receive_to_take() -> io::Result<()> {
    worker(1, || {
        let lock = receive_to_take::new(1);
        say(1, "wants");
        let permit = lock.acquire();
        say(1, "has");
        permit.release();
    })
}

/// One worker panics while it holds the lock, and another one wants it.
pub fn forgotten_release() -> io::Result<()> {
    let lock = Arc::new(forgotten_release::ChannelSemaphore::new(1));
    for number in [1, 2] {
        let lock = lock.clone();
        worker(number, move || {
            say(number, "wants");
            let permit = lock.acquire();
            say(number, "has");
            assert!(number > 1, "the printer is out of paper");
            permit.release();
        })?;
    }
    Ok(())
}

/// One worker holds the lock; two others try to acquire it and leave if they cannot.
pub fn foreign_release() -> io::Result<()> {
    let lock = Arc::new(foreign_release::ChannelSemaphore::new(1));
    let theirs = lock.clone();
    worker(1, move || {
        let permit = theirs.acquire();
        say(1, "has");
        for number in [2, 3] {
            let theirs = theirs.clone();
            let tried = worker(number, move || match theirs.try_acquire() {
                None => say(number, "does not get"),
                Some(permit) => {
                    say(number, "has");
                    say(number, "is releasing");
                    permit.release();
                }
            });
            if tried.is_err() {
                return;
            }
        }
        say(1, "is releasing");
        permit.release();
    })
}

/// A crew whose main thread sleeps, and a process that ends after that sleep.
pub fn main_sleeps() -> io::Result<()> {
    let lock = Arc::new(lesson_07::semaphore::ChannelSemaphore::new(1));
    let ended = main_sleeps::run(WORKERS, &lock, |number, step| {
        match step {
            Step::Wants => say(number, "wants"),
            Step::Has => {
                say(number, "has");
                sleep(HOLD);
            }
            Step::Releases => say(number, "is releasing"),
        }
        Ok::<_, io::Error>(())
    });
    ended.map_err(io::Error::other)
}
