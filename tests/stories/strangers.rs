// Programs as people write them who have never seen a checker: what is said of how they hang.

use checker::recording::{FailureKind, Style, report};
use model::{Report, check};
use sync::channel::{bounded, unbounded};
use sync::{Arc, Barrier, Condvar, Mutex, Once, RwLock, WaitGroup, select, thread};

fn screen(found: &Report) -> String {
    let style = Style {
        width: 160,
        ..Style::default()
    };
    report(&found.recording, &style)
}

#[track_caller]
fn stuck(found: &Report, expected: &[&str]) {
    let (_, failure) = story(&found.recording);
    assert_eq!(failure.kind, FailureKind::Deadlock, "{}", screen(found));
    assert_eq!(waits(&found.recording), expected, "{}", screen(found));
}

#[test]
fn philosophers() {
    let found = check("strangers/philosophers", || {
        let forks: Vec<_> = (0..3).map(|_| Arc::new(Mutex::new(()))).collect();
        let seats = (0..3).map(|i| {
            let left = forks[i].clone();
            let right = forks[(i + 1) % 3].clone();
            thread::spawn(move || {
                let _left = left.lock();
                let _right = right.lock();
            })
        });
        let seats: Vec<_> = seats.collect();
        for seat in seats {
            seat.join().unwrap();
        }
    });
    stuck(
        &found,
        &[
            "main: join thread 1, until thread 1 finishes → thread 1",
            "thread 1: lock forks 2, until thread 2 unlocks it → thread 2",
            "thread 2: lock forks 3, until thread 3 unlocks it → thread 3",
            "thread 3: lock forks 1, until thread 1 unlocks it → thread 1",
        ],
    );
}

#[test]
fn upgrade() {
    let found = check("strangers/upgrade", || {
        let cache = Arc::new(RwLock::new(0));
        let fill = |cache: &RwLock<i32>| {
            let read = cache.read();
            if *read == 0 {
                *cache.write() = 1;
            }
        };
        let theirs = cache.clone();
        let other = thread::spawn(move || fill(&theirs));
        fill(&cache);
        other.join().unwrap();
    });
    stuck(
        &found,
        &[
            "main: lock cache for writing, until main itself unlocks it → main",
            "other: lock cache for reading, until main has written: new readers queue behind a \
             waiting writer → main",
        ],
    );
}

#[test]
fn two_upgrades() {
    let found = check("strangers/two-upgrades", || {
        let a = Arc::new(RwLock::new(0));
        let b = Arc::new(RwLock::new(0));
        let (a2, b2) = (a.clone(), b.clone());
        let other = thread::spawn(move || {
            let _b = b2.read();
            *a2.write() += 1;
        });
        {
            let _a = a.read();
            *b.write() += 1;
        }
        other.join().unwrap();
    });
    stuck(
        &found,
        &[
            "main: lock b for writing, until other unlocks it → other",
            "other: lock a for writing, until main unlocks it → main",
        ],
    );
}

#[test]
fn lost_wakeup() {
    let found = check("strangers/lost-wakeup", || {
        let pair = Arc::new((Mutex::new(false), Condvar::new()));
        let pair2 = Arc::clone(&pair);
        let waiter = thread::spawn(move || {
            let (lock, cvar) = &*pair2;
            let mut started = lock.lock();
            cvar.wait(&mut started);
        });
        let (lock, cvar) = &*pair;
        *lock.lock() = true;
        cvar.notify_one();
        waiter.join().unwrap();
    });
    stuck(
        &found,
        &[
            "main: join waiter, until waiter finishes → waiter",
            "waiter: wait on pair.1, and no thread is left that could notify it",
        ],
    );
}

#[test]
fn channel_cycle() {
    let found = check("strangers/channel-cycle", || {
        let (a_tx, a_rx) = bounded::<u32>(0);
        let (b_tx, b_rx) = bounded::<u32>(0);
        let worker = thread::spawn(move || {
            b_tx.send(1).unwrap();
            a_rx.recv().unwrap()
        });
        a_tx.send(2).unwrap();
        let got = b_rx.recv().unwrap();
        worker.join().unwrap() + got
    });
    stuck(
        &found,
        &[
            "main: send 2 to a, until another thread receives from it → worker",
            "worker: send 1 to b, until another thread receives from it → main",
        ],
    );
}

#[test]
fn leaked_sender() {
    let found = check("strangers/leaked-sender", || {
        let (jobs_tx, jobs_rx) = unbounded::<u32>();
        let workers: Vec<_> = (0..2)
            .map(|_| {
                let jobs = jobs_rx.clone();
                thread::spawn(move || {
                    let mut sum = 0;
                    for job in jobs {
                        sum += job;
                    }
                    sum
                })
            })
            .collect();
        jobs_tx.send(1).unwrap();
        let mut total = 0;
        for worker in workers {
            total += worker.join().unwrap();
        }
        drop(jobs_tx);
        total
    });
    stuck(
        &found,
        &[
            "main: join thread 1, until thread 1 finishes → thread 1",
            "thread 1: receive from jobs, and no thread is left that could send to it or drop its last sender",
            "thread 2: receive from jobs, and no thread is left that could send to it or drop its last sender",
        ],
    );
}

#[test]
fn once_again() {
    let found = check("strangers/once-again", || {
        let init = Once::new();
        init.call_once(|| init.call_once(|| {}));
    });
    stuck(
        &found,
        &["main: initialize init, until main itself has initialized it → main"],
    );
}

#[test]
fn barrier() {
    let found = check("strangers/barrier", || {
        let barrier = Arc::new(Barrier::new(3));
        let theirs = barrier.clone();
        let other = thread::spawn(move || {
            theirs.wait();
        });
        barrier.wait();
        other.join().unwrap();
    });
    stuck(
        &found,
        &[
            "main: wait at barrier, and no thread is left that could arrive at it",
            "other: wait at barrier, and no thread is left that could arrive at it",
        ],
    );
}

#[test]
fn panic_with_lock() {
    let found = check("strangers/panic-with-lock", || {
        let (tx, rx) = bounded::<u32>(1);
        let total = Arc::new(Mutex::new(0u32));
        let theirs = total.clone();
        let worker = thread::spawn(move || {
            let guard = theirs.lock();
            let first: Option<u32> = Vec::new().pop();
            let value = first.expect("no first value");
            std::mem::forget(guard);
            tx.send(value).unwrap();
        });
        let got = rx.recv();
        *total.lock() += got.unwrap_or(0);
        worker.join().unwrap();
    });
    let (execution, failure) = story(&found.recording);
    // parking_lot has no poisoning: the lock is free again, and main hears of the panic when it joins.
    assert_eq!(failure.kind, FailureKind::Assertion);
    assert_eq!(failure.message, "no first value");
    assert_eq!(execution.threads[failure.thread], "worker");
}

#[test]
fn park() {
    let found = check("strangers/park", || {
        let flag = Arc::new(Mutex::new(false));
        let theirs = flag.clone();
        let waiter = thread::spawn(move || {
            while !*theirs.lock() {
                thread::park();
            }
        });
        *flag.lock() = true;
        waiter.join().unwrap();
    });
    stuck(
        &found,
        &[
            "main: join waiter, until waiter finishes → waiter",
            "waiter: park, and no thread is left that could unpark it",
        ],
    );
}

#[test]
fn scope() {
    let found = check("strangers/scope", || {
        let a = Mutex::new(1);
        let b = Mutex::new(2);
        thread::scope(|s| {
            s.spawn(|| {
                let one = a.lock();
                let two = b.lock();
                *one + *two
            });
            s.spawn(|| {
                let two = b.lock();
                let one = a.lock();
                *one + *two
            });
        });
    });
    stuck(
        &found,
        &[
            "main: join thread 1, until thread 1 finishes → thread 1",
            "thread 1: lock b, until thread 2 unlocks it → thread 2",
            "thread 2: lock a, until thread 1 unlocks it → thread 1",
        ],
    );
}

#[test]
fn select_closed() {
    let found = check("strangers/select-closed", || {
        let (tx, rx) = bounded::<u32>(1);
        let (stop_tx, stop) = bounded::<()>(0);
        let worker = thread::spawn(move || {
            let mut sum = 0;
            loop {
                select! {
                    recv(rx) -> job => match job {
                        Ok(job) => sum += job,
                        Err(_) => {
                            // Closed: only the stop is left.
                            let _ = stop.recv();
                            return sum;
                        }
                    },
                    recv(stop) -> _ => return sum,
                }
            }
        });
        tx.send(1).unwrap();
        drop(tx);
        let sum = worker.join().unwrap();
        drop(stop_tx);
        sum
    });
    stuck(
        &found,
        &[
            "main: join worker, until worker finishes → worker",
            "worker: receive from stop, and no thread is left that could send to it or drop its last sender",
        ],
    );
}

#[test]
fn wait_group() {
    let found = check("strangers/wait-group", || {
        let group = WaitGroup::new();
        let theirs = group.clone();
        let kept = group.clone();
        let worker = thread::spawn(move || drop(theirs));
        group.wait();
        drop(kept);
        worker.join().unwrap();
    });
    stuck(
        &found,
        &["main: wait for group, and no thread is left that could drop the last clone"],
    );
}

#[derive(Default)]
struct Pool {
    queue: Mutex<Vec<u32>>,
    ready: Condvar,
    idle: Condvar,
}

/// Both condition variables wait for each other: the producer for room, the consumer for work.
#[test]
fn pool() {
    let found = check("strangers/pool", || {
        let pool = Arc::new(Pool::default());
        let theirs = pool.clone();
        let consumer = thread::spawn(move || {
            let mut queue = theirs.queue.lock();
            while queue.is_empty() {
                theirs.ready.wait(&mut queue);
            }
            queue.pop();
        });
        let mut queue = pool.queue.lock();
        while queue.is_empty() {
            pool.idle.wait(&mut queue);
        }
        queue.push(1);
        pool.ready.notify_one();
        drop(queue);
        consumer.join().unwrap();
    });
    stuck(
        &found,
        &[
            "main: wait on idle, until another thread notifies it → consumer",
            "consumer: wait on ready, until another thread notifies it → main",
        ],
    );
}
