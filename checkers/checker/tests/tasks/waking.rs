//! What wakes, joins and cancels tasks: what each type does, in both runtimes and under both checkers, and what a dropped future gives
//! back.

#[path = "barrier.rs"]
mod barrier;
#[path = "checked.rs"]
mod checked;
#[path = "join_set.rs"]
mod join_set;
#[path = "notify.rs"]
mod notify;
#[path = "rw_lock.rs"]
mod rw_lock;
#[path = "token.rs"]
mod token;
#[path = "tracker.rs"]
mod tracker;

/// Models for both checkers: one module each.
macro_rules! models {
    ($($model:item)+) => {
        mod explored {
            #[allow(unused_imports)]
            use checker::explorer::{sync::{Arc, atomic::{AtomicBool, AtomicU32, Ordering::SeqCst}, tasks, time::Duration}};
            $($model)+
        }
        #[allow(dead_code, reason = "some are too large for loom")]
        mod loomed {
            #[allow(unused_imports)]
            use checker::loom::{sync::{Arc, atomic::{AtomicBool, AtomicU32, Ordering::SeqCst}, tasks, time::Duration}};
            $($model)+
        }
    };
}

use models;
