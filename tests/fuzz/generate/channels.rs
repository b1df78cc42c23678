//! One operation on a channel.

use crate::language::{Arm, GO, MPSC, Op, Otherwise};
use crate::random::Random;

pub fn channel(random: &mut Random, i: usize) -> Op {
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

pub fn select(random: &mut Random) -> Op {
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

pub fn mpsc(random: &mut Random) -> Op {
    match random.below(16) {
        0..4 => Op::Send(MPSC),
        4 => Op::TrySend(MPSC),
        5..8 => Op::Recv(MPSC),
        8 => Op::TryRecv(MPSC),
        9 => Op::RecvTimeout(MPSC),
        10 => Op::Iter(MPSC),
        11 => Op::TryIter(MPSC),
        12 => Op::CloneSender(MPSC),
        13 => Op::DropSender(MPSC),
        14 => Op::DropReceiver(MPSC),
        _ => random.pick(&[Op::SendCounted(MPSC), Op::SendCounted(MPSC), Op::Count]),
    }
}

pub fn go(random: &mut Random) -> Op {
    match random.below(14) {
        0..3 => Op::Send(GO),
        3..6 => Op::Recv(GO),
        6 | 7 => Op::Close,
        8 => Op::Iter(GO),
        9 => Op::Len(GO),
        10 => random.pick(&[Op::SendNil, Op::RecvNil, Op::CloseNil]),
        _ => Op::Select {
            arms: vec![random.pick(&[Arm::Recv, Arm::Send])(GO), {
                let other = random.pick(&[Arm::Recv, Arm::Send]);
                other(random.pick(&[0, GO]))
            }],
            otherwise: random.pick(&[Otherwise::Wait, Otherwise::Wait, Otherwise::Default]),
            biased: random.once_in(4),
        },
    }
}
