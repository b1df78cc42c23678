//! Sections that never block: the closure runs, and its end is that of the section.

use super::sync::{Arc, Mutex, never_blocks, thread};
use super::{scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(a_section_hands_its_value_on).reaches(&["[Some(1), None]"]),
        scenario!(a_thread_may_wait_after_a_section)
            .reaches(&["(false, 2)", "(true, 2)"])
            .blocks(1),
        scenario!(a_section_that_panics).reaches(&["true"]),
    ]
}

fn a_section_hands_its_value_on() -> impl Debug {
    let count = Mutex::new(1);
    let try_it = || never_blocks("try", || count.try_lock().map(|count| *count));
    let free = try_it();
    let _held = count.lock();
    [free, try_it()]
}

fn a_thread_may_wait_after_a_section() -> impl Debug {
    let count = Arc::new(Mutex::new(1));
    let theirs = count.clone();
    let held = count.lock();
    let other = thread::spawn(move || {
        let free = never_blocks("try", || theirs.try_lock().is_some());
        *theirs.lock() += 1;
        free
    });
    settle();
    drop(held);
    let free = other.join().unwrap();
    (free, *count.lock())
}

fn a_section_that_panics() -> impl Debug {
    let other = thread::spawn(|| never_blocks("panics", || panic!("on purpose")));
    let panicked: Result<(), _> = other.join();
    panicked.is_err()
}
