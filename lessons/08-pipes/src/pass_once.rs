//! One pass over an input for three consumers: two pipes and two tees.
//!
//! The first consumer reads the input itself. One tee copies everything it reads to the pipe of the
//! second consumer, another one to the pipe of the third. Each consumer runs in a thread of its own,
//! because a consumer that does not read blocks the other two.

use crate::carrier::Carrier;
use crate::collect::{Collect, Found, Job};
use crate::pipe::{Ends, PipeWriter, TeeReader};
use std::io::{self, ErrorKind, Read};

/// Reads to the end and returns what it found.
pub type Consumer = fn(&mut dyn Read) -> io::Result<u64>;

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
    let jobs: [Job<'_>; 3] = [
        // Owns the writers: when it returns, the other two see the end.
        Box::new(move || read_for_all(input, first, [&second_tx, &third_tx])),
        // Own their readers: a consumer that fails closes its pipe.
        Box::new(move || second(&mut second_rx)),
        Box::new(move || third(&mut third_rx)),
    ];
    all_or_why(collect.run(jobs)?)
}

/// Lets `first` read the input through two tees, which copy it to the pipes. If `first` fails, its error
/// closes both pipes.
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

/// Returns what all three found, or the error that stopped them.
pub(crate) fn all_or_why(found: Found) -> io::Result<[u64; 3]> {
    let mut numbers = [0; 3];
    let mut failures = vec![];
    for (found, number) in found.into_iter().zip(&mut numbers) {
        match found {
            Ok(found) => *number = found,
            Err(error) => failures.push(error),
        }
    }
    // A job that fails breaks the pipes of the others, so a broken pipe is never the first cause.
    failures.sort_by_key(|error| error.kind() == ErrorKind::BrokenPipe);
    failures.into_iter().next().map_or(Ok(numbers), Err)
}
