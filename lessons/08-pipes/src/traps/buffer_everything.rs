//! Correct but expensive: the whole input is in memory, three times over, before any consumer starts.

use crate::carrier::Carrier;
use crate::collect::{Collect, Job};
use crate::pass_once::{Consumer, all_or_why};
use crate::pipe::Ends;
use std::io::{self, Read};

/// Passes `input` to each of the consumers, in one pass, over pipes made by `pipe`.
///
/// # Errors
/// The input or a consumer failed. Then all consumers stop, and no partial count is returned.
pub fn pass_once<C: Carrier + Send + Sync>(
    mut input: impl Read + Send,
    _: impl Fn() -> Ends<C>,
    [first, second, third]: [Consumer; 3],
    collect: Collect,
) -> io::Result<[u64; 3]> {
    // TRAP: the whole input in memory, and a copy for each; no consumer starts before all is read.
    let mut whole = vec![];
    input.read_to_end(&mut whole)?;
    let (second_copy, third_copy) = (whole.clone(), whole.clone());
    let jobs: [Job<'_>; 3] = [
        Box::new(move || first(&mut &whole[..])),
        Box::new(move || second(&mut &second_copy[..])),
        Box::new(move || third(&mut &third_copy[..])),
    ];
    all_or_why(collect.run(jobs)?)
}
