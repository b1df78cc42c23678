//! Right, and expensive: the whole input is held in memory, three times over, before anybody counts.

use crate::carrier::Carrier;
use crate::collect::{Collect, Job};
use crate::pass_once::{Consumer, all_or_why};
use crate::pipe::Ends;
use std::io::{self, Read};

/// Gives `input` to each of the consumers, in one pass, over pipes that `pipe` makes.
///
/// # Errors
/// The input failed, or a consumer did: then all of them end, and nobody takes a part for the whole.
pub fn pass_once<C: Carrier + Send + Sync>(
    mut input: impl Read + Send,
    _: impl Fn() -> Ends<C>,
    [first, second, third]: [Consumer; 3],
    collect: Collect,
) -> io::Result<[u64; 3]> {
    // TRAP: as much memory as there is input, and a copy for each; nobody starts before it is read.
    let mut whole = vec![];
    input.read_to_end(&mut whole)?;
    let (second_copy, third_copy) = (whole.clone(), whole.clone());
    let jobs: [Job<'_>; 3] = [
        Box::new(move || first(&mut &whole[..])),
        Box::new(move || second(&mut &second_copy[..])),
        Box::new(move || third(&mut &third_copy[..])),
    ];
    all_or_why(collect.run(jobs)?)
}
