//! Wrong: the writers are never closed, so the readers wait for an end that never arrives.

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
    // TRAP: the function keeps the writers, so they stay open until all jobs have finished.
    let (second_tx, third_tx) = (&second_tx, &third_tx);
    let jobs: [Job<'_>; 3] = [
        Box::new(move || read_for_all(input, first, [second_tx, third_tx])),
        // Own their readers: a consumer that fails closes its pipe.
        Box::new(move || second(&mut second_rx)),
        Box::new(move || third(&mut third_rx)),
    ];
    all_or_why(collect.run(jobs)?)
}
