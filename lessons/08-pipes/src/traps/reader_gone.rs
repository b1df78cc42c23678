//! Wrong: a consumer that fails goes, and leaves its reader open. The writer waits for it for ever.

use crate::carrier::Carrier;
use crate::collect::{Collect, Job};
use crate::pass_once::{Consumer, all_or_why, read_for_all};
use crate::pipe::Ends;
use std::io::{self, Read};

/// Gives `input` to each of the consumers, in one pass, over pipes that `pipe` makes.
///
/// # Errors
/// The input failed, or a consumer did: then all of them end, and nobody takes a part for the whole.
pub fn pass_once<C: Carrier + Send + Sync>(
    input: impl Read + Send,
    pipe: impl Fn() -> Ends<C>,
    [first, second, third]: [Consumer; 3],
    collect: Collect,
) -> io::Result<[u64; 3]> {
    let (mut second_rx, second_tx) = pipe();
    let (mut third_rx, third_tx) = pipe();
    // TRAP: the readers stay here, open, also when nobody reads any more.
    let (second_rx, third_rx) = (&mut second_rx, &mut third_rx);
    let jobs: [Job<'_>; 3] = [
        // The writers go with this job, which ends the other two.
        Box::new(move || read_for_all(input, first, [&second_tx, &third_tx])),
        Box::new(move || second(second_rx)),
        Box::new(move || third(third_rx)),
    ];
    all_or_why(collect.run(jobs)?)
}
