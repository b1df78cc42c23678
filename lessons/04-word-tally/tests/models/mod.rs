//! What both checkers check: the techniques, compiled against their twins, and the models.
//!
//! Whoever includes this has a `model` and a `sync` at the root of the crate.

#[allow(dead_code)]
#[path = "../../src"]
pub mod sources {
    pub mod batch;
    pub mod batched;
    pub mod channel;
    pub mod counts;
    pub mod merge;
    pub mod mutex;
    pub mod rwlock;
    pub mod sharded;
    pub mod table;
    pub mod text;
    pub mod traps {
        pub mod data_race;
        pub mod guard_across_io;
        pub mod half_locked;
        pub mod lock_order;
        pub mod lost_update;
    }
    pub mod word;
    pub mod workers;
}

pub mod tally;
