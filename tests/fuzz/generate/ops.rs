//! One operation about something.

use super::About;
use super::channels::{channel, go, mpsc, select};
use crate::language::{Arm, Attempt, Fetch, Op, Otherwise, Pause};
use crate::random::Random;

pub fn op(random: &mut Random, about: About, me: usize, count: usize) -> Op {
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
        About::Forced => match random.below(8) {
            0 | 1 => Op::Lock(0),
            2 => Op::Forget(0),
            3 => Op::ForceUnlock(0),
            4 => Op::TryLock(0),
            5 => random.pick(&[Op::Read, Op::Write, Op::TryRead, Op::TryWriteFor])(i),
            6 => Op::ForgetRw(i),
            _ => Op::ForceRw(i),
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
        ])(i),
        About::Upgrade => upgrade(random, i),
        About::Condvar => condvar(random, 0),
        About::Locks => match random.below(3) {
            0 => Op::Lock(random.below(2)),
            n => condvar(random, n % 2),
        },
        About::Atomic => atomic(random, i),
        About::Buffered | About::Rendezvous => channel(random, i),
        About::Mpsc => mpsc(random),
        About::Go => go(random),
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
            3 => Op::Read(0),
            4 => Op::Write(0),
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
        About::Weak => match random.below(9) {
            0 | 1 => Op::UpgradeWeak,
            2 | 3 => Op::DropCounted,
            4 => Op::DropWeak,
            5 => Op::CountWeak,
            6 => Op::MakeWeak,
            7 => Op::GetMut,
            _ => random.pick(&[Op::Count, Op::TryUnwrap, Op::IntoInner]),
        },
        About::Once => match random.below(9) {
            0..3 => Op::CallOnce,
            3 => Op::CallOnceForce,
            4 if me != 0 => Op::PanicOnce,
            5 => Op::IsOnceDone,
            6 => random.pick(&[Op::WaitOnce, Op::WaitOnceForce]),
            _ => Op::Fetch(Fetch::Add, 0, 2),
        },
        About::OnceLock => match random.below(9) {
            0 | 1 => Op::InitCell,
            2 | 3 => Op::SetCell(1 + me as u64),
            4 if me != 0 => Op::PanicCell,
            5 | 6 => Op::GetCell,
            7 => Op::WaitCell,
            _ => Op::Fetch(Fetch::Add, 0, 2),
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
    let fetches = [
        Fetch::Add,
        Fetch::Sub,
        Fetch::Max,
        Fetch::Min,
        Fetch::And,
        Fetch::Nand,
        Fetch::Or,
        Fetch::Xor,
    ];
    match random.below(17) {
        15 => Op::FetchUpdate(i, value),
        16 => random.pick(&[Op::FlagXor, Op::FlagNand])(random.once_in(2)),
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

fn upgrade(random: &mut Random, i: usize) -> Op {
    match random.below(16) {
        0 => Op::Read(i),
        1 => Op::TryRead(i),
        2 => Op::Write(i),
        3 => random.pick(&[Op::TryWrite, Op::TryWriteFor])(i),
        4..7 => Op::Upgradable(i),
        7 => Op::TryUpgradable(i),
        8 | 9 => Op::Upgrade(i),
        10 => Op::TryUpgrade(i),
        11 => Op::Downgrade(i),
        12 => Op::DowngradeToUpgradable(i),
        13 | 14 => Op::Release(i),
        _ => random.pick(&[Op::IsHeld, Op::IsWritten])(i),
    }
}
