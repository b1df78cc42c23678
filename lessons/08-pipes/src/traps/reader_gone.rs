//! Wrong: a consumer that fails leaves its reader open, so the writer blocks forever.

use crate::carrier::Carrier;
use crate::collect::{Collect, Job};
use crate::pass_once::{Consumer, all_or_why, read_for_all};
use crate::pipe::Ends;
use std::io::{self, Read};

/// Passes `input` to each of the consumers, in one pass, over pipes made by `pipe`.
///
/// # Errors
/// The input or a consumer failed. Then all consumers stop, and no partial count is returned.
pub fn pass_once<C: Carrier + Send + Sync>(
    input: impl Read + Send,
    pipe: impl Fn() -> Ends<C>,
    [first, second, third]: [Consumer; 3],
    collect: Collect,
) -> io::Result<[u64; 3]> {
    let (mut second_rx, second_tx) = pipe();
    let (mut third_rx, third_tx) = pipe();
    // TRAP: the function keeps the readers, so they stay open even if a consumer has stopped reading.
    let (second_rx, third_rx) = (&mut second_rx, &mut third_rx);
    let jobs: [Job<'_>; 3] = [
        // Owns the writers: when it returns, the other two see the end.
        Box::new(move || read_for_all(input, first, [&second_tx, &third_tx])),
        Box::new(move || second(second_rx)),
        Box::new(move || third(third_rx)),
    ];
    all_or_why(collect.run(jobs)?)
}
