//! Wrong: a pipe is copied into itself, so its reader waits for its own writer.

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
    let (second_rx, second_tx) = pipe();
    let (mut third_rx, third_tx) = pipe();
    let second_rx = &second_rx;
    let jobs: [Job<'_>; 3] = [
        Box::new(move || {
            // TRAP: reads from the pipe it writes to, instead of from the input.
            drop(input);
            read_for_all(second_rx, first, [&second_tx, &third_tx])
        }),
        // Own their readers: a consumer that fails closes its pipe.
        Box::new(move || second(&mut &*second_rx)),
        Box::new(move || third(&mut third_rx)),
    ];
    all_or_why(collect.run(jobs)?)
}
