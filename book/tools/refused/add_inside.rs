//! Refused: a wait consumes the group, so it cannot be lent to the threads that join it.

use std::thread;

#[derive(Clone)]
struct WaitGroup;

impl WaitGroup {
    fn wait(self) {}
}

fn main() {
    let group = WaitGroup;
    thread::scope(|threads| {
        let lent = &group;
        threads.spawn(move || {
            let member = lent.clone();
            drop(member);
        });
        group.wait();
    });
}
