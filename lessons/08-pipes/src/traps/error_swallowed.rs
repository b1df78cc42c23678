//! Wrong: a failed input ends the stream as if it were whole. Its readers take a part for all.

use crate::carrier::Carrier;
use crate::collect::Collect;
use crate::pass_once::{self, Consumer};
use crate::pipe::Ends;
use std::io::{self, Read};

/// Gives `input` to each of the consumers, in one pass, over pipes that `pipe` makes.
///
/// # Errors
/// A consumer failed: then all of them end.
pub fn pass_once<C: Carrier + Send + Sync>(
    input: impl Read + Send,
    pipe: impl Fn() -> Ends<C>,
    consumers: [Consumer; 3],
    collect: Collect,
) -> io::Result<[u64; 3]> {
    pass_once::pass_once(EndsEarly(input), pipe, consumers, collect)
}

/// Reads until the end or a failure, which is logged by somebody, somewhere.
struct EndsEarly<R>(R);

impl<R: Read> Read for EndsEarly<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        // TRAP: an error becomes the end.
        self.0.read(buffer).or(Ok(0))
    }
}
