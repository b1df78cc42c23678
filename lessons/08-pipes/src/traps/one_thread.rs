//! Wrong: one job after the other, in one thread. The first one waits for a reader that runs later.

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
    _: Collect,
) -> io::Result<[u64; 3]> {
    let (mut second_rx, second_tx) = pipe();
    let (mut third_rx, third_tx) = pipe();
    let jobs: [Job<'_>; 3] = [
        // Owns the writers: when it returns, the other two see the end.
        Box::new(move || read_for_all(input, first, [&second_tx, &third_tx])),
        // Own their readers: a consumer that fails closes its pipe.
        Box::new(move || second(&mut second_rx)),
        Box::new(move || third(&mut third_rx)),
    ];
    // TRAP: no thread reads the pipes while the first job writes into them.
    all_or_why(jobs.map(|job| job()))
}
