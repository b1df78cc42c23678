//! Every scenario of the catalogue, on the real primitives and on their twins: what the real side
//! shows has to be among what the checker explores, and that is written down for each.
//!
//! A file below `conformance/` is compiled twice, once for each world. Each begins with the list of
//! its scenarios: a name, the exact outcomes, and how many threads have to be blocked at once in
//! one of the executions. `mutations/run` breaks the twins one line at a time, to see that the
//! catalogue notices.

#![expect(clippy::duplicate_mod, reason = "every scenario runs in both worlds")]

#[path = "conformance/harness.rs"]
mod harness;

/// Against the primitives that programs run on.
#[allow(dead_code)]
#[path = "conformance"]
mod real {
    pub(crate) use crate::harness::scenario;
    pub use crate::harness::{Scenario, pause, settle};
    pub use workbook::sync;

    pub mod atomics;
    pub mod barrier;
    pub mod channel_bounded;
    pub mod channel_bounded_tries;
    pub mod channel_rendezvous;
    pub mod channel_rendezvous_tries;
    pub mod channel_states;
    pub mod channel_unbounded;
    pub mod condvar;
    pub mod condvar_time;
    pub mod force_unlock;
    pub mod in_vain;
    pub mod loads;
    pub mod memory;
    pub mod mpsc;
    pub mod mutex;
    pub mod mutex_tries;
    pub mod never_blocks;
    pub mod once;
    pub mod parker;
    pub mod rw_lock;
    pub mod rw_lock_modes;
    pub mod rw_lock_tries;
    pub mod select;
    pub mod select_ends;
    pub mod select_tries;
    pub mod select_waits;
    pub mod spurious;
    pub mod thread_scopes;
    pub mod threads;
    pub mod timers;
    pub mod wait_group;
    pub mod wait_group_taught;
}

/// Against the checked types of loom.
#[allow(dead_code)]
#[path = "conformance"]
mod loom {
    pub(crate) use crate::harness::scenario;
    pub use crate::harness::{Scenario, settle_in_a_model as settle};
    pub use checker::loom::sync;

    /// The checker has its own ways to bring rare orders up.
    pub fn pause() {}

    pub mod atomics;
    pub mod barrier;
    pub mod channel_bounded;
    pub mod channel_bounded_tries;
    pub mod channel_rendezvous;
    pub mod channel_rendezvous_tries;
    pub mod channel_states;
    pub mod channel_unbounded;
    pub mod condvar;
    pub mod condvar_time;
    pub mod force_unlock;
    pub mod go;
    pub mod in_vain;
    pub mod loads;
    pub mod memory;
    pub mod mpsc;
    pub mod mutex;
    pub mod mutex_tries;
    pub mod never_blocks;
    pub mod once;
    pub mod parker;
    pub mod rw_lock;
    pub mod rw_lock_modes;
    pub mod rw_lock_tries;
    pub mod select;
    pub mod select_ends;
    pub mod select_tries;
    pub mod select_waits;
    pub mod spurious;
    pub mod thread_scopes;
    pub mod threads;
    pub mod timer_threads;
    pub mod timers;
    pub mod wait_group;
    pub mod wait_group_taught;
}

/// Against the checked types of the explorer.
#[allow(dead_code)]
#[path = "conformance"]
mod explorer {
    pub(crate) use crate::harness::scenario;
    pub use crate::harness::{Scenario, settle_in_a_schedule as settle};
    pub use checker::explorer::sync;

    /// The checker has its own ways to bring rare orders up.
    pub fn pause() {}

    pub mod atomics;
    pub mod barrier;
    pub mod channel_bounded;
    pub mod channel_bounded_tries;
    pub mod channel_rendezvous;
    pub mod channel_rendezvous_tries;
    pub mod channel_states;
    pub mod channel_unbounded;
    pub mod condvar;
    pub mod condvar_time;
    pub mod force_unlock;
    pub mod go;
    pub mod in_vain;
    pub mod loads;
    pub mod memory;
    pub mod mpsc;
    pub mod mutex;
    pub mod mutex_tries;
    pub mod never_blocks;
    pub mod once;
    pub mod parker;
    pub mod rw_lock;
    pub mod rw_lock_modes;
    pub mod rw_lock_tries;
    pub mod select;
    pub mod select_ends;
    pub mod select_tries;
    pub mod select_waits;
    pub mod spurious;
    pub mod thread_scopes;
    pub mod threads;
    pub mod timer_threads;
    pub mod timers;
    pub mod wait_group;
    pub mod wait_group_taught;
}

macro_rules! files {
    ($($file:ident),* $(,)?) => {
        mod with_loom {
            use super::{harness, loom, real};
            $(
                #[test]
                fn $file() {
                    harness::compare(stringify!($file), real::$file::scenarios(), loom::$file::scenarios());
                }
            )*
        }

        mod with_explorer {
            use super::{explorer, harness};
            $(
                #[test]
                fn $file() {
                    harness::compare_with_explorer(stringify!($file), explorer::$file::scenarios());
                }
            )*
        }

        /// All scenarios that have two sides.
        fn catalogue() -> Vec<Scenario> {
            [$(loom::$file::scenarios()),*].into_iter().flatten().collect()
        }
    };
}

use harness::Scenario;

files! {
    atomics, barrier, channel_bounded, channel_bounded_tries, channel_rendezvous,
    channel_rendezvous_tries, channel_states, channel_unbounded, condvar, condvar_time, force_unlock, in_vain, loads, memory,
    mpsc, mutex, mutex_tries, never_blocks, once, parker, rw_lock, rw_lock_modes, rw_lock_tries, select, select_ends,
    select_tries, select_waits, spurious, thread_scopes, threads, timers, wait_group, wait_group_taught,
}

#[test]
fn a_timer_that_is_a_choice_does_what_a_timer_that_is_a_thread_does() {
    let pairs = loom::timer_threads::pairs();
    assert!(pairs.len() >= 6, "{} comparisons", pairs.len());
    for (choice, thread) in pairs {
        harness::same_outcomes(choice, thread);
    }
}

#[test]
fn a_timer_of_the_explorer_does_what_a_thread_does() {
    for (choice, thread) in explorer::timer_threads::pairs() {
        harness::same_with_explorer(choice, thread);
    }
}

/// No program has them: the checkers are compared with each other, and with what Go's specification says.
#[test]
fn channels_of_go_do_the_same_on_both_sides() {
    harness::compare_with_loom("go", loom::go::scenarios());
    harness::compare_with_explorer("go", explorer::go::scenarios());
}

#[test]
fn the_catalogue_is_large_enough() {
    let catalogue = catalogue();
    let crowded = catalogue.iter().filter(|scenario| scenario.blocks >= 2);
    let (all, crowded) = (catalogue.len(), crowded.count());
    println!("{all} scenarios, {crowded} of them with two or more threads blocked at once");
    assert!(all >= 60, "{all} scenarios");
    assert!(crowded >= 20, "{crowded} with two threads blocked at once");
}
