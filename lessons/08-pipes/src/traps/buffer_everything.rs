//! Right, and expensive: the whole input is held in memory, three times over, before anybody counts.

use crate::carrier::Carrier;
use crate::collect::{Collect, Job};
use crate::pipe::{PipeReader, PipeWriter};
use std::io::{self, ErrorKind, Read};

/// Reads to the end and says what it found.
pub type Consumer = fn(&mut dyn Read) -> io::Result<u64>;

/// Gives `input` to each of the consumers, in one pass, over pipes that `pipe` makes.
///
/// # Errors
/// The input failed, or a consumer did: then all of them end, and nobody takes a part for the whole.
pub fn pass_once<R, C>(
    mut input: R,
    _: impl Fn() -> (PipeReader<C>, PipeWriter<C>),
    [first, second, third]: [Consumer; 3],
    collect: Collect,
) -> io::Result<[u64; 3]>
where
    R: Read + Send,
    C: Carrier + Send + Sync,
{
    // TRAP: as much memory as there is input, and a copy for each; nobody starts before it is read.
    let mut whole = vec![];
    input.read_to_end(&mut whole)?;
    let (second_copy, third_copy) = (whole.clone(), whole.clone());
    let jobs: [Job<'_>; 3] = [
        Box::new(move || first(&mut &whole[..])),
        Box::new(move || second(&mut &second_copy[..])),
        Box::new(move || third(&mut &third_copy[..])),
    ];
    let mut numbers = [0; 3];
    let mut failures = vec![];
    for (found, number) in collect.run(jobs)?.into_iter().zip(&mut numbers) {
        match found {
            Ok(found) => *number = found,
            Err(error) => failures.push(error),
        }
    }
    // Who fails breaks the pipes of the others: what it says itself is the reason.
    failures.sort_by_key(|error| error.kind() == ErrorKind::BrokenPipe);
    failures.into_iter().next().map_or(Ok(numbers), Err)
}
