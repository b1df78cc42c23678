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
        Box::new(move || {
            let mut tees = TeeReader::new(TeeReader::new(input, &second_tx), &third_tx);
            let found = first(&mut tees);
            tell_why(&found, [&second_tx, &third_tx]);
            // Both writers are dropped here, which ends the other two.
            found
        }),
        // The readers go with their jobs: a consumer that fails closes its pipe.
        Box::new(move || second(&mut second_rx)),
        Box::new(move || third(&mut third_rx)),
    ];
    all_or_why(collect.run(jobs)?)
}

/// Closes these pipes with the error with which the first consumer failed, if it did.
pub(crate) fn tell_why<C: Carrier>(found: &io::Result<u64>, writers: [&PipeWriter<C>; 2]) {
    if let Err(error) = found {
        for writer in writers {
            writer.close_with_error(io::Error::new(error.kind(), error.to_string()));
        }
    }
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
