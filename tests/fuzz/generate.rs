//! Random programs. Each is about one or two kinds of primitives, so that its threads meet.

use crate::language::{Arm, Attempt, Fetch, Op, Otherwise, Pause, Program, Start};
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
    RwLock,
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
    Cell,
}

const ALL: [About; 25] = [
    About::Mutex,
    About::Mutex,
    About::RwLock,
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
            op(random, about, me, count)
        });
        threads.push(ops.collect());
    }
    let meets = about.contains(&About::Rendezvous);
    let waits = about.contains(&About::Condvar) || about.contains(&About::Locks);
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
        spurious: waits && random.once_in(4),
        capacities: [0, 1].map(|_| random.pick(capacities)),
    }
}

fn op(random: &mut Random, about: About, me: usize, count: usize) -> Op {
    let i = random.pick(&[0, 0, 1]);
    let other = random.below(count);
    match about {
        About::Mutex => match random.below(10) {
            0..4 => Op::Lock(i),
            4..6 => Op::Unlock(i),
            6 => Op::TryLock(i),
            7 => Op::TryLockFor(i),
            8 => Op::IsLocked(i),
            _ => Op::Fetch(Fetch::Add, i, 1),
        },
        About::RwLock => random.pick(&[
            Op::Read,
            Op::Read,
            Op::Write,
            Op::Write,
            Op::TryRead,
            Op::TryReadFor,
            Op::TryWrite,
            Op::TryWriteFor,
            Op::Release,
            Op::Release,
        ]),
        About::Condvar => condvar(random, 0),
        About::Locks => match random.below(3) {
            0 => Op::Lock(random.below(2)),
            n => condvar(random, n % 2),
        },
        About::Atomic => atomic(random, i),
        About::Buffered | About::Rendezvous => channel(random, i),
        About::Select => match random.below(5) {
            0..3 => select(random),
            3 => Op::Send(i),
            _ => channel(random, i),
        },
        About::Drops => match random.below(6) {
            0..3 => select(random),
            n => random.pick(&[Op::DropSender, Op::DropReceiver])(n % 2),
        },
        About::Retry => match random.below(3) {
            0 => random.pick(&[Op::Lock, Op::Unlock, Op::Send, Op::Recv])(i),
            1 => random.pick(&[Op::Store(i, 1), Op::Store(i, 0), Op::Swap(i, 1)]),
            _ => retry(random, i),
        },
        About::Guards => match random.below(10) {
            0..3 => Op::Lock(i),
            3 => Op::Read,
            4 => Op::Write,
            5 => Op::TryLock(i),
            6 => Op::Fetch(Fetch::Add, 0, 1),
            7 if me != 0 => Op::Panic,
            8 => Op::PanicIf(0),
            _ => Op::Join(other),
        },
        About::Timer => match random.below(7) {
            6 => Op::Now,
            0 => Op::RecvTimer(i),
            1 => Op::TryRecvTimer(i),
            2 => Op::Sleep,
            3 => Op::LenTimer(i),
            _ => Op::Select {
                arms: vec![random.pick(&[Arm::Recv(0), Arm::Send(0)]), Arm::Timer(i)],
                otherwise: random.pick(&[Otherwise::Wait, Otherwise::Wait, Otherwise::Default]),
                biased: random.once_in(3),
            },
        },
        About::Group => random.pick(&[
            Op::Done,
            Op::WaitGroup,
            Op::Meet,
            Op::Meet,
            Op::Fetch(Fetch::Add, 0, 1),
        ]),
        About::Park => match random.below(8) {
            0 | 1 => Op::Park,
            2 => Op::ParkTimeout,
            3 => Op::ParkerPark,
            4 => Op::ParkerTimeout,
            5 | 6 => Op::Unpark(other),
            _ => Op::ParkerUnpark(other),
        },
        About::Thread if me == 0 => match random.below(6) {
            0..3 => Op::Join(other),
            3 => Op::IsFinished(other),
            4 => random.pick(&[Op::Yield, Op::Backoff]),
            _ => Op::PanicIf(0),
        },
        About::Thread => match random.below(7) {
            0 => Op::Panic,
            1 => Op::PanicIf(0),
            2 => random.pick(&[Op::Yield, Op::Backoff]),
            3 => random.pick(&[Op::Sleep, Op::Now]),
            4 => random.pick(&[Op::Join(other), Op::IsFinished(other)]),
            _ => Op::Fetch(Fetch::Add, 0, 1),
        },
        About::Counted => random.pick(&[Op::Count, Op::DropCounted, Op::TryUnwrap, Op::IntoInner]),
        About::Carried => match random.below(12) {
            0 | 1 => Op::SendSender,
            2 => Op::SendCounted(0),
            3 => Op::SendCounted(1),
            4 => Op::Recv(0),
            5 => Op::TryRecv(0),
            6 => Op::Iter(1),
            7 => Op::Recv(1),
            8 => Op::TryRecv(1),
            9 => Op::DropSender(1),
            10 => random.pick(&[Op::DropReceiver(0), Op::DropSender(0), Op::Send(1)]),
            _ => random.pick(&[Op::Count, Op::DropCounted, Op::TryUnwrap, Op::IntoInner]),
        },
        About::Cell => match random.below(5) {
            0 => Op::CellRead,
            1 => Op::CellWrite,
            2 => Op::Lock(0),
            3 => Op::Unlock(0),
            _ => Op::Swap(0, 1),
        },
    }
}

fn condvar(random: &mut Random, i: usize) -> Op {
    match random.below(10) {
        0 => Op::Wait(i),
        1 => Op::WaitFor(i),
        2 => Op::WaitWhile(i),
        3 => Op::WaitWhileFor(i),
        4 | 5 => Op::NotifyOne(i),
        6 => Op::NotifyAll(i),
        7 | 8 => Op::Lock(i),
        _ => Op::Unlock(i),
    }
}

fn retry(random: &mut Random, i: usize) -> Op {
    let attempt = random.pick(&[
        Attempt::Lock,
        Attempt::Send,
        Attempt::Recv,
        Attempt::IsSet,
        Attempt::Claim,
    ]);
    Op::Retry {
        attempt: attempt(i),
        pause: random.pick(&[Pause::None, Pause::Yield, Pause::Yield, Pause::Snooze]),
        times: 1 + random.below(3),
    }
}

fn atomic(random: &mut Random, i: usize) -> Op {
    let value = 1 + random.below(2) as u64;
    let fetches = [Fetch::Add, Fetch::Sub, Fetch::Max, Fetch::Min];
    match random.below(15) {
        13 => Op::Fence,
        14 => Op::CompareExchangeWeak(i, value - 1, value),
        0 | 1 => Op::Load(i),
        2 => Op::Store(i, value),
        3 | 4 => Op::Swap(i, value),
        5 => Op::CompareExchange(i, value - 1, value),
        6..9 => Op::Fetch(random.pick(&fetches), i, value),
        9 => Op::FlagLoad,
        10 => Op::FlagStore(random.once_in(2)),
        11 => Op::FlagAnd(random.once_in(2)),
        _ => Op::FlagOr(random.once_in(2)),
    }
}

fn channel(random: &mut Random, i: usize) -> Op {
    match random.below(22) {
        0..4 => Op::Send(i),
        4..6 => Op::TrySend(i),
        6 => Op::SendTimeout(i),
        7..11 => Op::Recv(i),
        11..13 => Op::TryRecv(i),
        13 => Op::RecvTimeout(i),
        14 => Op::Iter(i),
        15 => Op::TryIter(i),
        16 => Op::Len(i),
        17 => random.pick(&[Op::IsEmpty(i), Op::IsFull(i)]),
        18 => Op::CloneSender(i),
        19 => Op::CloneReceiver(i),
        20 => Op::DropSender(i),
        _ => Op::DropReceiver(i),
    }
}

fn select(random: &mut Random) -> Op {
    let count = random.pick(&[1, 2, 2, 2, 3]);
    let arms = (0..count).map(|k| match random.below(12) {
        0 if k + 1 == count => Arm::Timer(random.below(2)),
        1 => Arm::Never,
        n => random.pick(&[Arm::Recv, Arm::Send])(n % 2),
    });
    let arms = arms.collect();
    Op::Select {
        arms,
        otherwise: random.pick(&[
            Otherwise::Wait,
            Otherwise::Wait,
            Otherwise::Wait,
            Otherwise::Default,
            Otherwise::Timeout,
        ]),
        biased: random.once_in(4),
    }
}
