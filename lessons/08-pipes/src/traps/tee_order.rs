//! Wrong: the third consumer starts when the second has finished, but the tees write to both in turn.

use crate::carrier::Carrier;
use crate::collect::{Collect, Job};
use crate::pass_once::{Consumer, all_or_why, read_for_all};
use crate::pipe::Ends;
use crate::sync::channel::bounded;
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
    let (done_tx, done_rx) = bounded(1);
    let jobs: [Job<'_>; 3] = [
        // Owns the writers: when it returns, the other two see the end.
        Box::new(move || read_for_all(input, first, [&second_tx, &third_tx])),
        // Own their readers: a consumer that fails closes its pipe.
        Box::new(move || {
            let found = second(&mut second_rx);
            let _ = done_tx.send(());
            found
        }),
        Box::new(move || {
            // TRAP: the second finishes only if the third reads, because a tee waits for both.
            let _ = done_rx.recv();
            third(&mut third_rx)
        }),
    ];
    all_or_why(collect.run(jobs)?)
}
