//! Wrong: the writers are never closed. The readers wait for an end that does not come.

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
    // TRAP: the writers stay here, open, until everybody has come to the end.
    let (second_tx, third_tx) = (&second_tx, &third_tx);
    let jobs: [Job<'_>; 3] = [
        Box::new(move || read_for_all(input, first, [second_tx, third_tx])),
        // The readers go with their jobs: a consumer that fails closes its pipe.
        Box::new(move || second(&mut second_rx)),
        Box::new(move || third(&mut third_rx)),
    ];
    all_or_why(collect.run(jobs)?)
}
