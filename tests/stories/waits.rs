// Who waits for what, for whom, and why: read from a table of those who hold locks and those who wait.

use checker::recording::{FailureKind, Style, report};
use model::{Report, check};
use sync::channel::bounded;
use sync::time::Duration;
use sync::{Arc, Condvar, Mutex, RwLock, thread};

fn named<T: Send + 'static>(
    name: &str,
    body: impl FnOnce() -> T + Send + 'static,
) -> thread::JoinHandle<T> {
    let builder = thread::Builder::new().name(name.into());
    builder.spawn(body).unwrap()
}

#[track_caller]
fn deadlock(found: &Report) -> Vec<String> {
    let (_, failure) = super::story(&found.recording);
    assert_eq!(failure.kind, FailureKind::Deadlock);
    super::waits(&found.recording)
}

fn screen(found: &Report) -> String {
    report(
        &found.recording,
        &Style {
            width: 160,
            ..Style::default()
        },
    )
}

#[test]
fn a_reader_that_wants_to_write_waits_for_itself() {
    let found = check("stories/read-then-write", || {
        let table = RwLock::new(0);
        let (tx, rx) = bounded::<()>(0);
        let bystander = named("bystander", move || rx.recv());
        let read = table.read();
        *table.write() += *read;
        drop(tx);
        let _ = bystander.join();
    });
    assert_eq!(
        deadlock(&found),
        [
            "main: lock table for writing, until main itself unlocks it → main",
            "bystander: receive from tx/rx, until another thread sends to it or drops its last sender → main",
        ]
    );
    assert!(
        screen(&found).contains("main waits for itself"),
        "{}",
        screen(&found)
    );
}

#[test]
fn a_lock_taken_twice_waits_for_itself() {
    let found = check("stories/lock-twice", || {
        let count = Mutex::new(0);
        let first = count.lock();
        *count.lock() += *first;
    });
    assert_eq!(
        deadlock(&found),
        ["main: lock count, until main itself unlocks it → main"]
    );
}

/// The writer came between: the second read waits behind it, and it waits for the first.
#[test]
fn a_second_read_waits_behind_a_writer() {
    let found = check("stories/read-twice", || {
        let table = Arc::new(RwLock::new(0));
        let theirs = table.clone();
        let writer = named("writer", move || *theirs.write() += 1);
        let first = table.read();
        let second = table.read();
        drop((first, second));
        writer.join().unwrap();
    });
    assert_eq!(
        deadlock(&found),
        [
            "main: lock table for reading, until writer has written: new readers queue behind a waiting \
             writer → writer",
            "writer: lock table for writing, until main unlocks it → main",
        ]
    );
}

#[test]
fn a_writer_waits_for_each_reader() {
    let found = check("stories/two-readers", || {
        let table = Arc::new(RwLock::new(0));
        let (tx, rx) = bounded::<()>(0);
        let first = table.read();
        let theirs = table.clone();
        let reader = named("reader", move || {
            let _second = theirs.read();
            let _ = rx.recv();
        });
        let theirs = table.clone();
        let writer = named("writer", move || *theirs.write() += 1);
        writer.join().unwrap();
        drop((first, tx));
        reader.join().unwrap();
    });
    let waits = deadlock(&found);
    assert!(
        waits.contains(&"main: join writer, until writer finishes → writer".into()),
        "{waits:?}"
    );
    let writer = waits.last().unwrap();
    assert!(
        writer.starts_with("writer: lock table for writing, until main"),
        "{waits:?}"
    );
    assert!(writer.ends_with("→ main"), "{waits:?}");
}

#[test]
fn a_lock_left_by_a_thread_that_ended_says_so() {
    let found = check("stories/left-locked", || {
        let count = Arc::new(Mutex::new(0));
        let theirs = count.clone();
        let worker = named("worker", move || std::mem::forget(theirs.lock()));
        worker.join().unwrap();
        *count.lock() += 1;
    });
    assert_eq!(
        deadlock(&found),
        ["main: lock count, which worker left locked when it finished"]
    );
}

/// Main would notify it, but main waits for its end.
#[test]
fn a_wait_that_no_thread_can_end_says_so() {
    let found = check("stories/nobody-notifies", || {
        let shared = Arc::new((Mutex::new(false), Condvar::new()));
        let theirs = shared.clone();
        let worker = named("worker", move || {
            let mut ready = theirs.0.lock();
            while !*ready {
                theirs.1.wait(&mut ready);
            }
        });
        worker.join().unwrap();
        shared.1.notify_one();
    });
    let waits = deadlock(&found);
    assert_eq!(waits[0], "main: join worker, until worker finishes → worker");
    assert!(
        waits[1].ends_with(", and no thread is left that could notify it"),
        "{waits:?}"
    );
    assert!(
        !screen(&found).contains("main waits for worker"),
        "{}",
        screen(&found)
    );
}

#[test]
fn a_park_that_no_thread_can_end_says_so() {
    let found = check("stories/nobody-unparks", || {
        let worker = named("worker", || thread::park());
        worker.join().unwrap();
    });
    assert_eq!(
        deadlock(&found),
        [
            "main: join worker, until worker finishes → worker",
            "worker: park, and no thread is left that could unpark it",
        ]
    );
}

/// It was notified, so that is not what it waits for.
#[test]
fn a_thread_that_was_notified_waits_for_the_lock() {
    let found = check("stories/notified", || {
        let ready = Arc::new(Mutex::new(false));
        let changed = Arc::new(Condvar::new());
        let (theirs, their_changed) = (ready.clone(), changed.clone());
        let (tx, rx) = bounded(1);
        let worker = named("worker", move || {
            let mut guard = theirs.lock();
            tx.send(()).unwrap();
            while !*guard {
                their_changed.wait(&mut guard);
            }
        });
        rx.recv().unwrap();
        // Free only once the worker waits.
        let mut guard = ready.lock();
        *guard = true;
        changed.notify_one();
        worker.join().unwrap();
    });
    let waits = deadlock(&found);
    assert_eq!(waits[0], "main: join worker, until worker finishes → worker");
    assert!(waits[1].starts_with("worker: lock ready"), "{waits:?}");
    assert!(
        waits[1].ends_with(", until main unlocks it → main"),
        "{waits:?}"
    );
}

/// Main reads first, the reader second, and the writer waits for both: main is the one that waits for it.
#[test]
fn of_several_readers_the_one_that_closes_a_circle_is_told() {
    let found = check("stories/circle", || {
        let table = Arc::new(RwLock::new(0));
        let (tx, rx) = bounded::<()>(0);
        let (is_reading, reads) = bounded::<()>(0);
        let theirs = table.clone();
        let reader = named("reader", move || {
            let _first = theirs.read();
            is_reading.send(()).unwrap();
            let _ = rx.recv();
        });
        reads.recv().unwrap();
        let second = table.read();
        let theirs = table.clone();
        let writer = named("writer", move || *theirs.write() += 1);
        writer.join().unwrap();
        drop((second, tx));
        reader.join().unwrap();
    });
    let waits = deadlock(&found);
    assert_eq!(
        waits.last().unwrap(),
        "writer: lock table for writing, until reader and main unlock it → main"
    );
}

/// The first one panicked while it initialized, so it is the other one that main waits for.
#[test]
fn who_has_ended_an_initialization_is_waited_for_no_more() {
    let found = check("stories/initialized", || {
        let cell = Arc::new(sync::OnceLock::new());
        let theirs = cell.clone();
        let first = named("first", move || {
            theirs.get_or_init(|| panic!("no value yet"));
        });
        let _ = first.join();
        let (tx, rx) = bounded::<u32>(0);
        let (began, begins) = bounded(0);
        let theirs = cell.clone();
        let other = named("other", move || {
            theirs.get_or_init(|| {
                began.send(()).unwrap();
                rx.recv().unwrap_or(2)
            });
        });
        begins.recv().unwrap();
        cell.get_or_init(|| 1);
        drop(tx);
        other.join().unwrap();
    });
    let waits = deadlock(&found);
    assert_eq!(
        waits[0],
        "main: initialize cell, until other has initialized it → other"
    );
}

#[test]
fn a_panic_before_a_deadlock_is_in_the_headline() {
    let found = check("stories/panic-first", || {
        let (tx, rx) = bounded::<()>(0);
        let kept = tx.clone();
        let worker = named("worker", move || {
            let _tx = tx;
            panic!("no space left");
        });
        let _ = rx.recv();
        drop(kept);
        let _ = worker.join();
    });
    deadlock(&found);
    let head = screen(&found);
    let head = head.lines().next().unwrap();
    assert!(
        head.contains("no thread can continue, after worker panicked at tests/stories/waits.rs:"),
        "{head}"
    );
    assert!(head.ends_with(": no space left"), "{head}");
}

#[test]
fn a_panic_before_a_thread_is_left_running_is_in_the_headline() {
    let found = check("stories/panic-left", || {
        let (tx, rx) = bounded::<()>(0);
        let worker = named("worker", move || panic!("no space left"));
        named("copier", move || rx.recv());
        let _ = worker.join();
        std::mem::forget(tx);
    });
    let head = screen(&found);
    let head = head.lines().next().unwrap();
    let said = "main returned before copier finished, after worker panicked at tests/stories/waits.rs:";
    assert!(head.contains(said), "{head}");
    assert!(head.ends_with(": no space left"), "{head}");
}

#[derive(Default)]
struct Queue {
    items: Mutex<Vec<u8>>,
    spare: Mutex<Vec<u8>>,
    changed: Condvar,
}

#[test]
fn fields_that_are_derived_and_places_in_a_tuple_have_names() {
    let found = check("stories/names", || {
        let queue = Queue::default();
        let pair = (Mutex::new(0), Mutex::new(0));
        drop((pair.0.lock(), pair.1.lock(), queue.spare.lock()));
        queue.changed.wait(&mut queue.items.lock());
    });
    let (execution, _) = super::story(&found.recording);
    let names: Vec<&str> = execution
        .objects
        .iter()
        .map(|object| object.name.as_str())
        .collect();
    assert_eq!(names, ["items", "spare", "changed", "pair.0", "pair.1"]);
}

/// The copier checks, main closes, the copier writes: `pauses` is how main waits before it closes.
fn written_after_the_close(id: &str, pauses: fn(&Mutex<()>)) -> Report {
    check(id, move || {
        let closed = Arc::new(Mutex::new(false));
        let theirs = closed.clone();
        let copier = named("copier", move || {
            if !*theirs.lock() {
                assert!(!*theirs.lock(), "it writes after the close");
            }
        });
        pauses(&Mutex::new(()));
        *closed.lock() = true;
        copier.join().unwrap();
    })
}

/// To run the copier while main sleeps is no preemption.
#[test]
fn a_thread_that_sleeps_or_waits_in_time_is_not_preempted() {
    let sleeps = |_: &Mutex<()>| thread::sleep(Duration::from_millis(5));
    let parks = |_: &Mutex<()>| thread::park_timeout(Duration::from_millis(5));
    let waits = |lock: &Mutex<()>| {
        Condvar::new().wait_for(&mut lock.lock(), Duration::from_millis(5));
    };
    let receives = |_: &Mutex<()>| {
        let (tx, rx) = bounded::<()>(0);
        let _ = rx.recv_timeout(Duration::from_millis(5));
        // To drop them would be more steps before the switch.
        std::mem::forget((tx, rx));
    };
    type Pauses = fn(&Mutex<()>);
    let pauses: [(&str, Pauses); 4] = [
        ("stories/sleeps", sleeps),
        ("stories/parks-in-time", parks),
        ("stories/waits-in-time", waits),
        ("stories/receives-in-time", receives),
    ];
    // With loom it takes the lock again before others run, which is a switch of its own.
    let counted = |id: &str| !model::WEAK_MEMORY || id != "stories/waits-in-time";
    for (id, pauses) in pauses.into_iter().filter(|(id, _)| counted(id)) {
        let found = written_after_the_close(id, pauses);
        found.fails(FailureKind::Assertion, 1);
        let (execution, _) = super::story(&found.recording);
        let preempted = execution
            .steps
            .iter()
            .filter(|step| step.preempted.is_some());
        assert_eq!(preempted.count(), 1, "{}", screen(&found));
    }
}
