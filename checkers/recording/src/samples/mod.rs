//! Recordings made by hand, one for each way in which a model can end.

mod build;
mod hangs;
mod memory;
mod passing;
mod switches;

pub(super) use build::{Build, step};

use super::Recording;

/// Every sample with its name.
pub(super) fn all() -> Vec<(&'static str, Recording)> {
    vec![
        ("lost_update", switches::lost_update()),
        ("pool_shut_down", switches::pool_shut_down()),
        ("crowded", switches::crowded()),
        ("two_locks", hangs::two_locks()),
        ("three_locks", hangs::three_locks()),
        ("done_blocks", hangs::done_blocks()),
        ("spinning", hangs::spinning()),
        ("left_running", hangs::left_running()),
        ("data_race", memory::data_race()),
        ("leak", memory::leak()),
        ("holds", passing::holds()),
        ("holds_within_bound", passing::holds_within_bound()),
        ("not_finished", passing::not_finished()),
    ]
}

/// The sample with this name.
pub(super) fn find(name: &str) -> Recording {
    let found = all().into_iter().find(|(known, _)| *known == name);
    found.expect("the sample is in the list").1
}
