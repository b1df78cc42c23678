//! Wrong: the third pipe is drained when the second is done. The tees write to both, in turn.

use crate::carrier::Carrier;
use crate::collect::{Collect, Job};
use crate::pass_once::{Consumer, all_or_why, read_for_all};
use crate::pipe::Ends;
use crate::sync::channel::bounded;
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
    let (done_tx, done_rx) = bounded(1);
    let jobs: [Job<'_>; 3] = [
        // The writers go with this job, which ends the other two.
        Box::new(move || read_for_all(input, first, [&second_tx, &third_tx])),
        // The readers go with theirs: a consumer that fails closes its pipe.
        Box::new(move || {
            let found = second(&mut second_rx);
            let _ = done_tx.send(());
            found
        }),
        Box::new(move || {
            // TRAP: the second is not done before the third has read: a tee waits for both.
            let _ = done_rx.recv();
            third(&mut third_rx)
        }),
    ];
    all_or_why(collect.run(jobs)?)
}
