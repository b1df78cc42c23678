//! Threads: how they start, what they are called, how they end.

use super::sync::atomic::{
    AtomicUsize,
    Ordering::{Relaxed, SeqCst},
};
use super::sync::channel::bounded;
use super::sync::{Arc, Mutex, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(a_result_comes_back).reaches(&["Ok(7)"]),
        scenario!(a_panic_comes_back).reaches(&["Err(\"on purpose\")"]),
        scenario!(a_panic_with_words_made_up_comes_back).reaches(&["\"no 7\""]),
        scenario!(what_happened_before_a_join_is_seen).reaches(&["2"]),
        scenario!(joining_waits).reaches(&["(true, 1)"]),
        scenario!(finished_or_not).reaches(&["(false, 0)", "(false, 1)", "(true, 1)"]),
        scenario!(not_finished_while_it_waits)
            .reaches(&["(false, true)"])
            .blocks(1),
        scenario!(threads_have_names)
            .reaches(&["[Some(\"reader\"), Some(\"reader\"), None, None]"]),
        scenario!(each_thread_has_an_id).reaches(&["[true, true, false, false]"]),
        scenario!(a_thread_starts_a_thread).reaches(&["3"]),
        scenario!(what_a_thread_owns_goes_with_it)
            .reaches(&["(Err(RecvError), true)"])
            .blocks(1),
        scenario!(what_a_panicking_thread_owns_goes_with_it)
            .reaches(&["(Err(RecvError), true)"])
            .blocks(1),
        scenario!(a_destructor_knows_of_a_panic).reaches(&["([true], false)"]),
        scenario!(a_destructor_knows_that_there_is_no_panic).reaches(&["[false]"]),
        scenario!(a_panic_elsewhere_is_no_panic_here)
            .reaches(&["(false, true)"])
            .blocks(1),
        scenario!(two_panic_at_once).reaches(&["(\"on purpose\", \"on purpose\", 2)"]),
        scenario!(giving_way).reaches(&["0", "1"]),
        scenario!(a_thread_that_nobody_joins)
            .reaches(&["1"])
            .blocks(1),
        scenario!(handles_of_the_same_thread)
            .reaches(&["(Some(\"me\"), true)"])
            .blocks(1),
    ]
}

fn message(payload: Box<dyn std::any::Any + Send>) -> String {
    match payload.downcast::<&'static str>() {
        Ok(words) => words.to_string(),
        Err(payload) => *payload.downcast::<String>().unwrap(),
    }
}

fn a_result_comes_back() -> impl Debug {
    let thread = thread::spawn(|| 7);
    thread.join().map_err(message)
}

fn a_panic_comes_back() -> impl Debug {
    let thread = thread::spawn(|| {
        pause();
        panic!("on purpose");
    });
    thread.join().map(|()| 0).map_err(message)
}

fn a_panic_with_words_made_up_comes_back() -> impl Debug {
    let thread = thread::spawn(|| {
        let words = format!("on purpose: {}", 7);
        panic!("{words}");
    });
    message(thread.join().unwrap_err()).replace("on purpose:", "no")
}

fn what_happened_before_a_join_is_seen() -> impl Debug {
    let count = Arc::new(AtomicUsize::new(0));
    let threads = [(); 2].map(|()| {
        let count = count.clone();
        thread::spawn(move || {
            pause();
            count.fetch_add(1, Relaxed);
        })
    });
    threads
        .into_iter()
        .for_each(|thread| thread.join().unwrap());
    count.load(Relaxed)
}

fn joining_waits() -> impl Debug {
    let count = Arc::new(AtomicUsize::new(0));
    let theirs = count.clone();
    let thread = thread::spawn(move || {
        pause();
        theirs.fetch_add(1, SeqCst);
    });
    (thread.join().is_ok(), count.load(SeqCst))
}

fn finished_or_not() -> impl Debug {
    let count = Arc::new(AtomicUsize::new(0));
    let theirs = count.clone();
    let thread = thread::spawn(move || {
        pause();
        theirs.fetch_add(1, SeqCst);
    });
    pause();
    let finished = thread.is_finished();
    let seen = count.load(SeqCst);
    thread.join().unwrap();
    (finished, seen)
}

fn not_finished_while_it_waits() -> impl Debug {
    let (tx, rx) = bounded::<u32>(0);
    let thread = thread::spawn(move || rx.recv().is_err());
    settle();
    let finished = thread.is_finished();
    drop(tx);
    (finished, thread.join().unwrap())
}

fn threads_have_names() -> impl Debug {
    let name = || thread::current().name().map(String::from);
    let reader = thread::Builder::new()
        .name("reader".into())
        .spawn(name)
        .unwrap();
    let outside = reader.thread().name().map(String::from);
    let nameless = thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(name)
        .unwrap();
    let other = nameless.thread().name().map(String::from);
    [
        reader.join().unwrap(),
        outside,
        nameless.join().unwrap(),
        other,
    ]
}

fn each_thread_has_an_id() -> impl Debug {
    let id = || thread::current().id();
    let (first, second) = (thread::spawn(id), thread::spawn(id));
    let outside = first.thread().id();
    let (first, second) = (first.join().unwrap(), second.join().unwrap());
    [
        outside == first,
        id() == thread::current().id(),
        first == second,
        first == id(),
    ]
}

fn a_thread_starts_a_thread() -> impl Debug {
    let thread = thread::spawn(|| {
        let inner = thread::spawn(|| 1);
        pause();
        2 + inner.join().unwrap()
    });
    thread.join().unwrap()
}

fn what_a_thread_owns_goes_with_it() -> impl Debug {
    let (tx, rx) = bounded::<u32>(1);
    let thread = thread::spawn(move || {
        pause();
        let _ = &tx;
    });
    let end = rx.recv();
    (end, thread.join().is_ok())
}

fn what_a_panicking_thread_owns_goes_with_it() -> impl Debug {
    let (tx, rx) = bounded::<u32>(1);
    let thread = thread::spawn(move || {
        let _tx = tx;
        pause();
        panic!("on purpose");
    });
    let end = rx.recv();
    (end, thread.join().is_err())
}

/// Writes down whether a panic is under way when it is dropped.
struct Witness(Arc<Mutex<Vec<bool>>>);

impl Drop for Witness {
    fn drop(&mut self) {
        let panicking = thread::panicking();
        self.0.lock().push(panicking);
    }
}

fn a_destructor_knows_of_a_panic() -> impl Debug {
    let seen = Arc::new(Mutex::new(vec![]));
    let theirs = seen.clone();
    let thread = thread::spawn(move || {
        let _witness = Witness(theirs);
        panic!("on purpose");
    });
    thread.join().unwrap_err();
    let seen = seen.lock().clone();
    (seen, thread::panicking())
}

fn a_destructor_knows_that_there_is_no_panic() -> impl Debug {
    let seen = Arc::new(Mutex::new(vec![]));
    let theirs = seen.clone();
    let thread = thread::spawn(move || drop(Witness(theirs)));
    thread.join().unwrap();
    seen.lock().clone()
}

/// The panicking thread waits for a lock in a destructor while this one looks.
fn a_panic_elsewhere_is_no_panic_here() -> impl Debug {
    let seen = Arc::new(Mutex::new(vec![]));
    let theirs = seen.clone();
    let held = seen.lock();
    let thread = thread::spawn(move || {
        let _witness = Witness(theirs);
        panic!("on purpose");
    });
    settle();
    let here = thread::panicking();
    drop(held);
    thread.join().unwrap_err();
    let seen = seen.lock()[0];
    (here, seen)
}

fn two_panic_at_once() -> impl Debug {
    let seen = Arc::new(Mutex::new(vec![]));
    let [first, second] = [(); 2].map(|()| {
        let seen = seen.clone();
        thread::spawn(move || {
            let _witness = Witness(seen);
            pause();
            panic!("on purpose");
        })
    });
    let first = message(first.join().unwrap_err());
    let second = message(second.join().unwrap_err());
    let panicking = seen.lock().iter().filter(|panicking| **panicking).count();
    (first, second, panicking)
}

fn giving_way() -> impl Debug {
    let count = Arc::new(AtomicUsize::new(0));
    let theirs = count.clone();
    let thread = thread::spawn(move || theirs.fetch_add(1, SeqCst));
    let seen = count.load(SeqCst);
    thread::yield_now();
    thread.join().unwrap();
    seen
}

fn a_thread_that_nobody_joins() -> impl Debug {
    let (tx, rx) = bounded(1);
    thread::spawn(move || {
        pause();
        tx.send(1).unwrap();
    });
    rx.recv().unwrap()
}

fn handles_of_the_same_thread() -> impl Debug {
    let thread = thread::Builder::new().name("me".into()).spawn(|| {
        thread::park();
        true
    });
    let thread = thread.unwrap();
    let handle = thread.thread().clone();
    let name = handle.name().map(String::from);
    settle();
    handle.unpark();
    (name, thread.join().unwrap())
}
