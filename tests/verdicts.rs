//! Small programs that a person may bring to the checkers, and the verdicts that are right for them.
//!
//! A file below `verdicts/` is compiled twice, once for each checker. What only one of them can tell is in a
//! file of its own.

#![expect(
    clippy::duplicate_mod,
    reason = "every program runs under both checkers"
)]

/// Under loom.
#[path = "verdicts"]
mod loom {
    pub use checker::loom::{Check, check, sync};

    mod condvar;
    mod force_unlock;
    mod in_vain;
    mod never_blocks;
    mod nil_channels;
    mod spurious;
    mod timers;
    mod unfinished;
    mod watchers;
    pub use in_vain::named;

    pub const NAME: &str = "loom";
}

/// Under the explorer.
#[path = "verdicts"]
mod explorer {
    pub use checker::explorer::{Check, check, sync};

    mod awaits;
    mod condvar;
    mod force_unlock;
    mod in_vain;
    mod never_blocks;
    mod nil_channels;
    mod pollers;
    mod spurious;
    mod timers;
    mod unfinished;
    mod watchers;
    pub use in_vain::named;

    pub const NAME: &str = "explorer";
}
