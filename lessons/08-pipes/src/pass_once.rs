//! One pass over an input for three readers: two pipes and two tees.
//!
//! The first consumer reads from the input itself; a tee hands all that it reads to the pipe of the
//! second, and another to that of the third. Each runs in a thread of its own: whoever only waited
//! would keep the others from going on.

use crate::carrier::Carrier;
use crate::collect::{Collect, Found, Job};
use crate::pipe::{Ends, PipeWriter, TeeReader};
use std::io::{self, ErrorKind, Read};

/// Reads to the end and says what it found.
pub type Consumer = fn(&mut dyn Read) -> io::Result<u64>;

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
    let jobs: [Job<'_>; 3] = [
        // The writers go with this job, which ends the other two.
        Box::new(move || read_for_all(input, first, [&second_tx, &third_tx])),
        // The readers go with theirs: a consumer that fails closes its pipe.
        Box::new(move || second(&mut second_rx)),
        Box::new(move || third(&mut third_rx)),
    ];
    all_or_why(collect.run(jobs)?)
}

/// Lets `first` read the input, and two tees hand on what it reads. If it fails, its error closes their
/// pipes.
pub(crate) fn read_for_all<C: Carrier>(
    input: impl Read,
    first: Consumer,
    [second, third]: [&PipeWriter<C>; 2],
) -> io::Result<u64> {
    let mut tees = TeeReader::new(TeeReader::new(input, second), third);
    let found = first(&mut tees);
    if let Err(error) = &found {
        let same = || io::Error::new(error.kind(), error.to_string());
        second.close_with_error(same());
        third.close_with_error(same());
    }
    found
}

/// What all three found, or why some did not.
pub(crate) fn all_or_why(found: Found) -> io::Result<[u64; 3]> {
    let mut numbers = [0; 3];
    let mut failures = vec![];
    for (found, number) in found.into_iter().zip(&mut numbers) {
        match found {
            Ok(found) => *number = found,
            Err(error) => failures.push(error),
        }
    }
    // Who fails breaks the pipes of the others: what it says itself is the reason.
    failures.sort_by_key(|error| error.kind() == ErrorKind::BrokenPipe);
    failures.into_iter().next().map_or(Ok(numbers), Err)
}
