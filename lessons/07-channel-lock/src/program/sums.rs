//! The workers that compute sums. Only a worker that holds a permit opens a file.

use super::inputs::Input;
use lesson_07::semaphore::ChannelSemaphore;
use lesson_07::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use lesson_07::sync::channel::{Receiver, Sender};
use lesson_progress::Progress;
use sha2::{Digest, Sha256};
use std::io::{self, ErrorKind, Read};

/// The most that one read returns. Larger blocks gain nothing and no longer fit into the cache.
const BLOCK: usize = 256 * 1024;

/// A sum, or why there is none, and its position in the output.
pub type Sum = (usize, io::Result<[u8; 32]>);

/// What the workers share.
#[derive(Debug)]
pub struct Desk {
    semaphore: ChannelSemaphore,
    pub open: Open,
    pub progress: Progress,
    /// Bytes that were read. Relaxed, because it is read after all workers have finished.
    pub read: AtomicU64,
    /// The sums are no longer wanted. Relaxed, because one block too many does no harm.
    pub stop: AtomicBool,
}

/// How many files are open, and the most that ever were. Every change is relaxed: the changes of one
/// atomic have a single order, and `most` is read after all workers have finished.
#[derive(Debug, Default)]
pub struct Open {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Open {
    fn one_more(&self) -> OneMore<'_> {
        let now = self.now.fetch_add(1, Ordering::Relaxed) + 1;
        self.most.fetch_max(now, Ordering::Relaxed);
        OneMore(self)
    }

    /// The most files that were open at once.
    pub fn most(&self) -> usize {
        self.most.load(Ordering::Relaxed)
    }
}

/// An open file.
struct OneMore<'a>(&'a Open);

impl Drop for OneMore<'_> {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Desk {
    pub fn new(permits: usize, bytes: Option<u64>) -> Self {
        Desk {
            semaphore: ChannelSemaphore::new(permits),
            open: Open::default(),
            progress: Progress::of_bytes(bytes),
            read: AtomicU64::new(0),
            stop: AtomicBool::new(false),
        }
    }

    /// Processes one input after the other, until none is left or the sums are no longer wanted.
    pub fn work(&self, inputs: &Receiver<Input>, sums: &Sender<Sum>) {
        let mut block = vec![];
        for input in inputs {
            // Each open file needs a permit and is closed before the permit is released.
            let permit = self.semaphore.acquire();
            block.resize(BLOCK, 0);
            for place in &input.places {
                let sum = self.sum(&input, &mut block);
                if self.stop.load(Ordering::Relaxed) || sums.send((*place, sum)).is_err() {
                    return;
                }
            }
            permit.release();
        }
    }

    fn sum(&self, input: &Input, block: &mut [u8]) -> io::Result<[u8; 32]> {
        let _one_more = self.open.one_more();
        let mut file = input.open()?;
        let mut sum = Sha256::new();
        while !self.stop.load(Ordering::Relaxed) {
            match file.read(block) {
                Ok(0) => break,
                Ok(n) => {
                    sum.update(&block[..n]);
                    self.read.fetch_add(n as u64, Ordering::Relaxed);
                    self.progress.advance(n as u64);
                }
                Err(why) if why.kind() == ErrorKind::Interrupted => {}
                Err(why) => return Err(why),
            }
        }
        Ok(sum.finalize().into())
    }
}
