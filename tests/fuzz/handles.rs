//! What a thread of a program begins with, and whom it knows.

use crate::language::{Arm, Attempt, GO, MPSC, Op, Otherwise, Pause, Program, TWO};
use std::mem::discriminant;

/// How often a thread may pause in vain, or wait until time is up.
const IN_VAIN: usize = 3;

impl Program {
    /// Whether the thread begins with a sender of this channel.
    pub fn sends(&self, thread: usize, channel: usize) -> bool {
        self.threads[thread].iter().any(|op| match op {
            Op::Send(c) | Op::TrySend(c) | Op::SendTimeout(c) => *c == channel,
            Op::CloneSender(c) | Op::DropSender(c) | Op::SendCounted(c) => *c == channel,
            Op::SendSender => channel < TWO,
            Op::Select { arms, .. } => arms.contains(&Arm::Send(channel)),
            Op::Retry { attempt, .. } => *attempt == Attempt::Send(channel),
            _ => false,
        })
    }

    /// Whether the thread begins with a receiver of this channel. std's has one: the first thread that wants it.
    pub fn receives(&self, thread: usize, channel: usize) -> bool {
        let taken =
            channel == MPSC && (0..thread).any(|other| self.wants_to_receive(other, channel));
        !taken && self.wants_to_receive(thread, channel)
    }

    fn wants_to_receive(&self, thread: usize, channel: usize) -> bool {
        self.threads[thread].iter().any(|op| match op {
            Op::Recv(c) | Op::TryRecv(c) | Op::RecvTimeout(c) => *c == channel,
            Op::Iter(c) | Op::TryIter(c) | Op::CloneReceiver(c) => *c == channel,
            Op::DropReceiver(c) => *c == channel,
            Op::Select { arms, .. } => arms.contains(&Arm::Recv(channel)),
            Op::Retry { attempt, .. } => *attempt == Attempt::Recv(channel),
            _ => false,
        })
    }

    /// Whether the thread begins with a clone of the wait group.
    pub fn in_group(&self, thread: usize) -> bool {
        let ops = &self.threads[thread];
        ops.contains(&Op::Done) || ops.contains(&Op::WaitGroup)
    }

    /// Whether the thread begins with a clone of what is counted.
    pub fn counts(&self, thread: usize) -> bool {
        let counts = |op: &Op| {
            matches!(
                op,
                Op::Count
                    | Op::DropCounted
                    | Op::TryUnwrap
                    | Op::IntoInner
                    | Op::GetMut
                    | Op::MakeWeak
                    | Op::SendCounted(_)
            )
        };
        self.threads[thread].iter().any(counts)
    }

    /// Whether the thread begins with a weak handle of what is counted.
    pub fn counts_weakly(&self, thread: usize) -> bool {
        let weak = |op: &Op| matches!(op, Op::UpgradeWeak | Op::DropWeak | Op::CountWeak);
        self.threads[thread].iter().any(weak)
    }

    /// Whether a thread uses what only the checkers have.
    pub fn is_for_checkers(&self) -> bool {
        let threads = 0..self.threads.len();
        let go = |thread| self.sends(thread, GO) || self.receives(thread, GO);
        let closes = |op: &Op| {
            matches!(
                op,
                Op::Close | Op::SendNil | Op::RecvNil | Op::CloseNil | Op::Len(GO)
            )
        };
        threads.into_iter().any(go) || self.ops().any(closes)
    }

    /// Whether the thread has a parker.
    pub fn has_parker(&self, thread: usize) -> bool {
        let ops = &self.threads[thread];
        ops.contains(&Op::ParkerPark) || ops.contains(&Op::ParkerTimeout)
    }

    /// Whether anybody looks at this timer.
    pub fn uses_timer(&self, timer: usize) -> bool {
        self.threads.iter().any(|ops| looks(ops, timer))
    }

    /// Whether a thread may wait for time to pass.
    pub fn waits_for_time(&self) -> bool {
        self.ops().any(|op| match op {
            Op::TryLockFor(_) | Op::TryReadFor(_) | Op::TryWriteFor(_) => true,
            Op::WaitFor(_) | Op::WaitWhileFor(_) => true,
            Op::SendTimeout(_) | Op::RecvTimeout(_) => true,
            Op::ParkTimeout | Op::ParkerTimeout | Op::Sleep => true,
            Op::RecvTimer(_) | Op::TryRecvTimer(_) | Op::LenTimer(_) => true,
            Op::Select {
                arms, otherwise, ..
            } => {
                let timer = |arm: &Arm| matches!(arm, Arm::Timer(_));
                *otherwise == Otherwise::Timeout || arms.iter().any(timer)
            }
            _ => false,
        })
    }

    /// Whether a thread lets others go first.
    pub fn yields(&self) -> bool {
        self.ops().any(|op| match op {
            Op::Yield | Op::Backoff => true,
            Op::Retry { pause, .. } => *pause != Pause::None,
            _ => false,
        })
    }

    /// Whether a thread may pause at one place more often than a checker explores while others can run.
    pub fn may_be_held_back(&self) -> bool {
        self.threads.iter().any(|ops| {
            ops.iter().any(|op| {
                let here = ops.iter().filter(|other| is_same_place(op, other));
                here.map(pauses).sum::<usize>() > IN_VAIN
            })
        })
    }

    /// Whether a thread looks at the clock.
    pub fn looks_at_the_clock(&self) -> bool {
        self.ops().any(|op| *op == Op::Now)
    }

    /// The threads that this one starts.
    pub fn children(&self, thread: usize) -> impl Iterator<Item = usize> {
        let others = 1..self.threads.len();
        others.filter(move |other| self.parents[*other] == thread)
    }

    /// Whether `thread` has a handle of `other`.
    pub fn knows(&self, thread: usize, other: usize) -> bool {
        let started = other != 0 && self.parents.get(other) == Some(&thread);
        other < self.threads.len() && (other == thread || started || self.inherits(thread, other))
    }

    fn inherits(&self, thread: usize, other: usize) -> bool {
        let parent = self.parents[thread];
        let sibling = other != 0 && self.parents[other] == parent && other < thread;
        thread != 0 && (other == parent || sibling || self.inherits(parent, other))
    }
}

/// How often an operation lets others go first, or waits for time to pass, at one place of `run/`.
fn pauses(op: &Op) -> usize {
    match op {
        Op::Retry { pause, times, .. } if *pause != Pause::None => *times,
        Op::Yield | Op::Backoff | Op::Sleep | Op::ParkTimeout | Op::ParkerTimeout => 1,
        Op::TryLockFor(_) | Op::TryReadFor(_) | Op::TryWriteFor(_) => 1,
        Op::WaitFor(_) | Op::WaitWhileFor(_) | Op::SendTimeout(_) | Op::RecvTimeout(_) => 1,
        Op::Select { otherwise, .. } => usize::from(*otherwise == Otherwise::Timeout),
        _ => 0,
    }
}

/// Whether both pause at the same place of `run/`.
fn is_same_place(one: &Op, other: &Op) -> bool {
    match (one, other) {
        (Op::Retry { pause, .. }, Op::Retry { pause: theirs, .. }) => pause == theirs,
        _ => discriminant(one) == discriminant(other),
    }
}

fn looks(ops: &[Op], timer: usize) -> bool {
    ops.iter().any(|op| match op {
        Op::RecvTimer(t) | Op::TryRecvTimer(t) | Op::LenTimer(t) => *t == timer,
        Op::Select { arms, .. } => arms.contains(&Arm::Timer(timer)),
        _ => false,
    })
}
