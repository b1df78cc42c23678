//! Random programs. Each is about one or two kinds of primitives, so that its threads meet.
//!
//! | file | what it holds |
//! |---|---|
//! | `mod.rs` | a program: its threads, and what they are about |
//! | `ops.rs` | an operation about something |
//! | `channels.rs` | an operation on a channel |

mod channels;
mod ops;

use crate::language::{Program, Start};
use crate::random::Random;

/// How large programs are: by how many threads do something, the most operations of each.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// For 2, 3, 4 and 5 threads; 0: no programs with so many.
    pub ops: [usize; 4],
}

/// What loom can finish.
pub const SMALL: Size = Size { ops: [2, 1, 0, 0] };
/// What an explicit search can finish.
pub const LARGE: Size = Size { ops: [4, 3, 2, 1] };

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Mutex,
    /// Guards that are forgotten, and locks that are released for them.
    Forced,
    RwLock,
    /// Readers that become writers, and the other way round.
    Upgrade,
    Condvar,
    /// Two locks, each with a condition variable.
    Locks,
    Atomic,
    Buffered,
    Rendezvous,
    Select,
    /// Handles that go while a select waits.
    Drops,
    /// Loops of a few tries.
    Retry,
    /// Panics while a lock is held.
    Guards,
    Timer,
    Group,
    Park,
    Thread,
    Counted,
    /// Messages that hold something.
    Carried,
    Weak,
    /// std's channel.
    Mpsc,
    Go,
    Once,
    OnceLock,
    Cell,
}

const ALL: [About; 33] = [
    About::Mutex,
    About::Mutex,
    About::Forced,
    About::RwLock,
    About::Upgrade,
    About::Upgrade,
    About::Condvar,
    About::Locks,
    About::Locks,
    About::Atomic,
    About::Buffered,
    About::Buffered,
    About::Rendezvous,
    About::Select,
    About::Select,
    About::Drops,
    About::Drops,
    About::Retry,
    About::Retry,
    About::Guards,
    About::Guards,
    About::Timer,
    About::Group,
    About::Park,
    About::Thread,
    About::Counted,
    About::Carried,
    About::Weak,
    About::Mpsc,
    About::Go,
    About::Once,
    About::OnceLock,
    About::Cell,
];

/// The program of this seed.
pub fn program(seed: u64, size: Size) -> Program {
    let mut random = Random::new(seed);
    let random = &mut random;
    // Few threads more often: then every mode of the search finishes.
    let possible = [2, 2, 3, 3, 4, 5].into_iter();
    let possible: Vec<usize> = possible.filter(|n| size.ops[n - 2] > 0).collect();
    let active = random.pick(&possible);
    let main_acts = random.once_in(3);
    let count = active + usize::from(!main_acts);
    let mut about = vec![random.pick(&ALL)];
    if random.once_in(2) {
        about.push(random.pick(&ALL));
    }
    let mut threads = vec![];
    for me in 0..count {
        let most = if me > 0 || main_acts {
            1 + random.below(size.ops[active - 2])
        } else {
            0
        };
        let ops = (0..most).map(|_| {
            let about = random.pick(&about);
            ops::op(random, about, me, count)
        });
        threads.push(ops.collect());
    }
    let meets = about.contains(&About::Rendezvous) || about.contains(&About::Go);
    let spurious = [About::Condvar, About::Locks, About::Park, About::Atomic];
    let spurious = about.iter().any(|about| spurious.contains(about));
    let capacities: &[Option<usize>] = match meets || random.once_in(3) {
        true => &[Some(0), Some(0), Some(0), Some(1), None],
        false => &[Some(1), Some(1), Some(2), None],
    };
    let start = random.pick(&[Start::Spawn, Start::Spawn, Start::Scope, Start::Nested]);
    let rarely = if start == Start::Nested { 2 } else { 5 };
    let parents = (0..count).map(|i| match i > 1 && random.once_in(rarely) {
        true => 1 + random.below(i - 1),
        false => 0,
    });
    let parents = parents.collect();
    Program {
        seed,
        threads,
        parents,
        start,
        joins: !random.once_in(10),
        deadlines: random.once_in(4),
        spurious: spurious && random.once_in(3),
        capacities: [0, 1].map(|_| random.pick(capacities)),
    }
}
