//! What a thread of a program begins with, and whom it knows.

use crate::language::{Arm, Op, Otherwise, Program};

impl Program {
    /// Whether the thread begins with a sender of this channel.
    pub fn sends(&self, thread: usize, channel: usize) -> bool {
        self.threads[thread].iter().any(|op| match op {
            Op::Send(c) | Op::TrySend(c) | Op::SendTimeout(c) => *c == channel,
            Op::CloneSender(c) | Op::DropSender(c) | Op::SendCounted(c) => *c == channel,
            Op::SendSender => true,
            Op::Select { arms, .. } => arms.contains(&Arm::Send(channel)),
            _ => false,
        })
    }

    /// Whether the thread begins with a receiver of this channel.
    pub fn receives(&self, thread: usize, channel: usize) -> bool {
        self.threads[thread].iter().any(|op| match op {
            Op::Recv(c) | Op::TryRecv(c) | Op::RecvTimeout(c) => *c == channel,
            Op::Iter(c) | Op::TryIter(c) | Op::CloneReceiver(c) => *c == channel,
            Op::DropReceiver(c) => *c == channel,
            Op::Select { arms, .. } => arms.contains(&Arm::Recv(channel)),
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
                Op::Count | Op::DropCounted | Op::TryUnwrap | Op::IntoInner | Op::SendCounted(_)
            )
        };
        self.threads[thread].iter().any(counts)
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
            Op::TryLockFor(_) | Op::TryReadFor | Op::TryWriteFor => true,
            Op::WaitFor | Op::WaitWhileFor | Op::SendTimeout(_) | Op::RecvTimeout(_) => true,
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
        self.ops().any(|op| matches!(op, Op::Yield | Op::Backoff))
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

fn looks(ops: &[Op], timer: usize) -> bool {
    ops.iter().any(|op| match op {
        Op::RecvTimer(t) | Op::TryRecvTimer(t) | Op::LenTimer(t) => *t == timer,
        Op::Select { arms, .. } => arms.contains(&Arm::Timer(timer)),
        _ => false,
    })
}
