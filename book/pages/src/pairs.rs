//! Pairs of threads that meet in memory: run on real threads, under loom and under the explorer.

use crate::coherence::Coherence;
use crate::counter::Counter;
use crate::load_buffering::LoadBuffering;
use crate::message::Message;
use crate::store_buffering::StoreBuffering;
use crate::sync::atomic::Ordering::*;
use std::fmt::Debug;

/// Two threads that share an `S`, and what comes of them.
#[derive(Clone, Copy, Debug)]
pub struct Pair<S, A, B, T> {
    /// What the page calls it.
    pub name: &'static str,
    /// Every outcome that Rust's memory model allows, as `{:?}` prints it.
    pub allowed: &'static [&'static str],
    /// One thread.
    pub left: fn(&S) -> A,
    /// The other thread.
    pub right: fn(&S) -> B,
    /// The outcome, from what both returned, after both were joined.
    pub outcome: fn(&S, A, B) -> T,
}

/// What is done with each pair.
pub trait Visit {
    /// Is called once for each.
    fn pair<S, A, B, T>(&mut self, pair: Pair<S, A, B, T>)
    where
        S: Default + Send + Sync + 'static,
        A: Send + 'static,
        B: Send + 'static,
        T: Debug + 'static;
}

/// Shows every pair to `visit`.
pub fn each(visit: &mut impl Visit) {
    visit.pair(Pair {
        name: "counter-two-steps",
        allowed: &["1", "2"],
        left: Counter::add_in_two_steps,
        right: Counter::add_in_two_steps,
        outcome: |counter, (), ()| counter.count(),
    });
    visit.pair(Pair {
        name: "counter",
        allowed: &["2"],
        left: Counter::add,
        right: Counter::add,
        outcome: |counter, (), ()| counter.count(),
    });
    visit.pair(Pair {
        name: "counter-limited",
        allowed: &["1"],
        left: |counter: &Counter| counter.add_up_to(1),
        right: |counter| counter.add_up_to(1),
        outcome: |counter, left, right| {
            assert!(left != right, "one of them was the first");
            counter.count()
        },
    });
    visit.pair(Pair {
        name: "coherence",
        allowed: &["(0, 0)", "(0, 1)", "(0, 2)", "(1, 1)", "(1, 2)", "(2, 2)"],
        left: Coherence::publish,
        right: Coherence::read_twice,
        outcome: |_, (), seen| seen,
    });
    visit.pair(Pair {
        name: "message-relaxed",
        allowed: &["None", "Some(0)", "Some(7)"],
        left: |message: &Message| message.send(7, Relaxed),
        right: |message| message.receive(Relaxed),
        outcome: |_, (), received| received,
    });
    visit.pair(Pair {
        name: "message",
        allowed: &["None", "Some(7)"],
        left: |message: &Message| message.send(7, Release),
        right: |message| message.receive(Acquire),
        outcome: |_, (), received| received,
    });
    visit.pair(Pair {
        name: "message-fences",
        allowed: &["None", "Some(7)"],
        left: |message: &Message| message.send_with_a_fence(7),
        right: Message::receive_with_a_fence,
        outcome: |_, (), received| received,
    });
    visit.pair(Pair {
        name: "store-buffering-relaxed",
        allowed: &["(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)"],
        left: |shared: &StoreBuffering| shared.left(Relaxed, Relaxed),
        right: |shared| shared.right(Relaxed, Relaxed),
        outcome: |_, left, right| (left, right),
    });
    visit.pair(Pair {
        name: "store-buffering-acquire-release",
        allowed: &["(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)"],
        left: |shared: &StoreBuffering| shared.left(Release, Acquire),
        right: |shared| shared.right(Release, Acquire),
        outcome: |_, left, right| (left, right),
    });
    visit.pair(Pair {
        name: "store-buffering-seq-cst",
        allowed: &["(0, 1)", "(1, 0)", "(1, 1)"],
        left: |shared: &StoreBuffering| shared.left(SeqCst, SeqCst),
        right: |shared| shared.right(SeqCst, SeqCst),
        outcome: |_, left, right| (left, right),
    });
    visit.pair(Pair {
        name: "store-buffering-fences",
        allowed: &["(0, 1)", "(1, 0)", "(1, 1)"],
        left: StoreBuffering::left_with_a_fence,
        right: StoreBuffering::right_with_a_fence,
        outcome: |_, left, right| (left, right),
    });
    visit.pair(Pair {
        name: "load-buffering",
        allowed: &["(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)"],
        left: LoadBuffering::left,
        right: LoadBuffering::right,
        outcome: |_, left, right| (left, right),
    });
}
