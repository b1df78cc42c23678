//! Wrong: a failed input ends the stream as if it were whole, so the consumers take a part for all.

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
    // TRAP: the consumers read through a wrapper that hides failures.
    let input = EndsEarly(input);
    let jobs: [Job<'_>; 3] = [
        // Owns the writers: when it returns, the other two see the end.
        Box::new(move || read_for_all(input, first, [&second_tx, &third_tx])),
        // Own their readers: a consumer that fails closes its pipe.
        Box::new(move || second(&mut second_rx)),
        Box::new(move || third(&mut third_rx)),
    ];
    all_or_why(collect.run(jobs)?)
}

/// Reads until the end or a failure, which is logged somewhere at best.
struct EndsEarly<R>(R);

impl<R: Read> Read for EndsEarly<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // TRAP: an error becomes the end.
        self.0.read(buffer).or(Ok(0))
    }
}
