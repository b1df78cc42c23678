//! Bytes arrive once and in order, however they are written and read.

use crate::carrier::Carrier;
use crate::contract::transfer;
use crate::handover::Handover;
use crate::model::Check;
use crate::pipe::{Ends, over};
use crate::ring::Ring;
use crate::steps::s1_copying::Copying;
use crate::waiting::Sleep;

/// Every way to write three bytes.
const WRITES: [&[&str]; 4] = [&["abc"], &["a", "bc"], &["ab", "c"], &["a", "b", "c"]];

/// What the reads return if each returns at most `by` bytes, all of them from a single write.
fn pieces(writes: &[&str], by: usize) -> String {
    let pieces = writes.iter().flat_map(|write| write.as_bytes().chunks(by));
    let pieces: Vec<_> = pieces.map(String::from_utf8_lossy).collect();
    format!("{pieces:?}")
}

/// Every way to write and read three bytes over an implementation that buffers at most `most` bytes.
fn every_split<C: Carrier + Send + Sync + 'static>(name: &str, most: usize, pipe: fn() -> Ends<C>) {
    for (by, writes) in (1..=3).flat_map(|by| WRITES.map(|writes| (by, writes))) {
        Check::new(&format!("08/{name}-{}-by-{by}", writes.join("-")))
            // Without a bound, up to 95,200 executions each (13 s), all of which pass.
            .preemptions(3)
            .run(move || transfer(pipe(), writes, by))
            .holds()
            .reaches([pieces(writes, by.min(most)).as_str()])
            .is_contended();
    }
}

#[test]
fn copying() {
    every_split("copying", usize::MAX, || over(Copying::default()));
}

#[test]
fn handover() {
    every_split(
        "handover",
        usize::MAX,
        || over(Handover::<Sleep>::default()),
    );
}

#[test]
fn ring() {
    every_split("ring", 1, || over(Ring::<Sleep>::new(1)));
}
