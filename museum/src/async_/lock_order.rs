//! Two tasks acquire two async locks in opposite orders.
//!
//! It is the oldest deadlock of all, and async code has more of it: an async lock may be held across an await, which is why
//! it was chosen, so the time between the two acquisitions is long, and neither task blocks a thread, so a debugger shows
//! a program that is idle. tokio's locks detect nothing, and a timeout around the acquisition only turns the deadlock
//! into an error that occurs at random.
//!
//! The fix is the one of lesson 04: every task acquires the locks in the same order.

use super::sync::Arc;
use super::sync::tasks::{Mutex, block_on, spawn};
use crate::exhibit::{Exhibit, Loom, Runtime};
use checker::recording::FailureKind;

/// The exhibit.
pub const EXHIBIT: Exhibit = Exhibit {
    name: "lock-order",
    title: "two async locks in two orders",
    source: "lesson 04, with async locks",
    fails: FailureKind::Deadlock,
    preemptions: 1,
    dropped_by: None,
    runtime: Runtime::Several,
    loom: Loom::Misses,
    broken,
    fixed,
};

type Account = Arc<Mutex<u32>>;

/// Each task begins with its own account.
pub fn broken() {
    block_on(async {
        let (ann, bob) = accounts();
        // BUG: from Ann to Bob locks Ann's account first, from Bob to Ann locks Bob's.
        let to_bob = spawn(transfer(ann.clone(), bob.clone()));
        let to_ann = spawn(transfer(bob, ann));
        to_bob.await.expect("no transfer panics");
        to_ann.await.expect("no transfer panics");
    });

    async fn transfer(from: Account, to: Account) {
        let mut from = from.lock().await;
        let mut to = to.lock().await;
        *from -= 1;
        *to += 1;
    }
}

/// Each task begins with Ann's account.
pub fn fixed() {
    block_on(async {
        let (ann, bob) = accounts();
        let to_bob = spawn(transfer(ann.clone(), bob.clone(), true));
        let to_ann = spawn(transfer(ann, bob, false));
        to_bob.await.expect("no transfer panics");
        to_ann.await.expect("no transfer panics");
    });

    async fn transfer(ann: Account, bob: Account, to_bob: bool) {
        let mut ann = ann.lock().await;
        let mut bob = bob.lock().await;
        let (from, to) = match to_bob {
            true => (&mut *ann, &mut *bob),
            false => (&mut *bob, &mut *ann),
        };
        *from -= 1;
        *to += 1;
    }
}

fn accounts() -> (Account, Account) {
    let ann = Mutex::new(5);
    let bob = Mutex::new(5);
    (Arc::new(ann), Arc::new(bob))
}
