//! The models of lesson 04, checked with the explorer: every schedule, none twice.

use models::sources::*;
use models::tally::{Chunks, tallies};
use workbook::explored::{self as model, sync};

mod models;

#[test]
fn data_race() {
    models::tally::data_race();
}

/// Four workers with the same word: too many for loom.
const FOUR: &[Chunks] = &[&["the"], &["the"], &["the"], &["the"]];

#[test]
fn four_workers_equal_the_sequential_tally() {
    for (name, tally) in [
        ("mutex", mutex::tally as models::tally::Tally),
        ("batched", batched::tally),
        ("sharded", sharded::tally),
        ("rwlock", rwlock::tally),
        ("merge", merge::tally),
        ("channel", channel::tally),
        ("guard-across-io", traps::guard_across_io::tally),
    ] {
        tallies(model::Check::new(&format!("04/{name}-four")), tally, FOUR)
            .holds()
            .reaches([r#""the 4""#])
            .is_contended();
    }
}
