//! `Barrier`: no thread passes before all have arrived, one of them leads, and it is reusable at once.

use super::sync::atomic::{AtomicUsize, Ordering::Relaxed, Ordering::SeqCst};
use super::sync::{Arc, Barrier, thread};
use super::{pause, scenario, settle};
use std::fmt::Debug;

pub fn scenarios() -> Vec<super::Scenario> {
    vec![
        scenario!(a_barrier_for_one).reaches(&["[true, true, true, true]"]),
        scenario!(as_it_is_printed)
            .reaches(&["\"Barrier { .. }, BarrierWaitResult { is_leader: true }\""]),
        scenario!(two_threads)
            .reaches(&["[false, true]", "[true, false]"])
            .blocks(1),
        scenario!(three_threads)
            .reaches(&[
                "[false, false, true]",
                "[false, true, false]",
                "[true, false, false]",
            ])
            .blocks(2),
        scenario!(what_was_done_before_is_seen_after)
            .reaches(&["[3, 3, 3]"])
            .blocks(2),
        scenario!(round_after_round)
            .reaches(&["[0, 2]", "[1, 1]", "[2, 0]"])
            .blocks(1),
        scenario!(rounds_do_not_mix)
            .reaches(&["[[2, 4], [2, 4]]"])
            .blocks(1),
        scenario!(two_of_four_at_a_time)
            .reaches(&[
                "[false, false, true, true]",
                "[false, true, false, true]",
                "[false, true, true, false]",
                "[true, false, false, true]",
                "[true, false, true, false]",
                "[true, true, false, false]",
            ])
            .blocks(1),
        scenario!(a_thread_that_panics_arrives)
            .reaches(&["(false, true)", "(true, true)"])
            .blocks(1),
    ]
}

fn a_barrier_for_one() -> impl Debug {
    let (none, one) = (Barrier::new(0), Barrier::new(1));
    [&none, &none, &one, &one].map(|barrier| barrier.wait().is_leader())
}

fn as_it_is_printed() -> impl Debug {
    let barrier = Barrier::new(1);
    format!("{barrier:?}, {:?}", barrier.wait())
}

/// Calls `act` in as many threads, main among them, with a barrier for all of them.
fn meet<const N: usize, T: Debug + Send + 'static>(
    act: impl Fn(&Barrier) -> T + Copy + Send + 'static,
) -> [T; N] {
    let barrier = Arc::new(Barrier::new(N));
    let others: Vec<_> = (1..N)
        .map(|_| {
            let barrier = barrier.clone();
            thread::spawn(move || {
                pause();
                act(&barrier)
            })
        })
        .collect();
    settle();
    let mine = act(&barrier);
    let others = others.into_iter().map(|other| other.join().unwrap());
    let all: Vec<T> = [mine].into_iter().chain(others).collect();
    all.try_into().expect("as many as there are threads")
}

fn two_threads() -> impl Debug {
    meet::<2, _>(|barrier| barrier.wait().is_leader())
}

fn three_threads() -> impl Debug {
    meet::<3, _>(|barrier| barrier.wait().is_leader())
}

/// Nothing but the barrier orders what they write and what they read.
fn what_was_done_before_is_seen_after() -> impl Debug {
    let (barrier, written) = (
        Arc::new(Barrier::new(3)),
        Arc::new([(); 3].map(|()| AtomicUsize::new(0))),
    );
    let act = |barrier: &Barrier, written: &[AtomicUsize; 3], me: usize| {
        written[me].store(1, Relaxed);
        pause();
        barrier.wait();
        written.iter().map(|one| one.load(Relaxed)).sum::<usize>()
    };
    let others = [1, 2].map(|me| {
        let (barrier, written) = (barrier.clone(), written.clone());
        thread::spawn(move || act(&barrier, &written, me))
    });
    settle();
    let first = act(&barrier, &written, 0);
    let [second, third] = others.map(|other| other.join().unwrap());
    [first, second, third]
}

fn round_after_round() -> impl Debug {
    meet::<2, _>(|barrier| {
        let leads = [(); 2].map(|()| barrier.wait().is_leader());
        leads.into_iter().filter(|leads| *leads).count()
    })
}

/// The leader may arrive again before the other thread has continued.
fn rounds_do_not_mix() -> impl Debug {
    let (barrier, steps) = (Arc::new(Barrier::new(2)), Arc::new(AtomicUsize::new(0)));
    let act = |barrier: &Barrier, steps: &AtomicUsize| {
        [(); 2].map(|()| {
            steps.fetch_add(1, SeqCst);
            barrier.wait();
            let seen = steps.load(SeqCst);
            barrier.wait();
            seen
        })
    };
    let (theirs, their_steps) = (barrier.clone(), steps.clone());
    let other = thread::spawn(move || {
        pause();
        act(&theirs, &their_steps)
    });
    settle();
    let seen = act(&barrier, &steps);
    [seen, other.join().unwrap()]
}

fn two_of_four_at_a_time() -> impl Debug {
    let barrier = Arc::new(Barrier::new(2));
    let others = [(); 3].map(|()| {
        let barrier = barrier.clone();
        thread::spawn(move || {
            pause();
            barrier.wait().is_leader()
        })
    });
    settle();
    let first = barrier.wait().is_leader();
    let [second, third, fourth] = others.map(|other| other.join().unwrap());
    [first, second, third, fourth]
}

fn a_thread_that_panics_arrives() -> impl Debug {
    struct Arrives(Arc<Barrier>);
    impl Drop for Arrives {
        fn drop(&mut self) {
            self.0.wait();
        }
    }
    let barrier = Arc::new(Barrier::new(2));
    let theirs = barrier.clone();
    let other = thread::spawn(move || {
        let _arrives = Arrives(theirs);
        pause();
        panic!("on purpose");
    });
    settle();
    let leads = barrier.wait().is_leader();
    (leads, other.join().is_err())
}
