//! Twin of tokio's barrier.

use super::leaf::Condition;
use super::machines::tasks::Shared;
use super::machines::{off, tell};
use super::permits::wake;
use super::wakers::Wakers;
use crate::log::event::{Event, Op, State};
use crate::log::note::Named;
use crate::log::{Loc, ObjectId};
use crate::plain::here;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A barrier: tasks continue only once a fixed number of them has arrived; the checked type for `tokio::sync::Barrier`.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::Arc, sync::tasks};
///
/// let report = check("one leader", || {
///     tasks::block_on(async {
///         let both = Arc::new(tasks::Barrier::new(2));
///         let theirs = Arc::clone(&both);
///         let other = tasks::spawn(async move { theirs.wait().await.is_leader() });
///         both.wait().await.is_leader() != other.await.unwrap()
///     })
/// });
/// report.holds().reaches(["true"]);
/// ```
pub struct Barrier {
    meeting: Shared<Meeting>,
    n: usize,
}

#[derive(Debug, Default)]
struct Meeting {
    arrived: usize,
    /// How often all had arrived.
    generation: usize,
    wakers: Wakers,
}

/// Tells whether the task was the last to arrive; the checked type for `tokio::sync::BarrierWaitResult`.
#[derive(Clone, Debug)]
pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    /// Returns true for one of the tasks that are released together: the last to arrive.
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

impl Barrier {
    /// Creates a barrier for `n` tasks. With 0, as with 1, no task ever waits.
    #[track_caller]
    pub fn new(n: usize) -> Self {
        Barrier {
            meeting: Shared::new("barrier", Meeting::default(), here()),
            n: n.max(1),
        }
    }

    /// Waits until `n` tasks have arrived, then releases them all and begins again from 0.
    ///
    /// This is not cancel safe: a task arrives at the first poll, and has arrived even if the future is dropped.
    #[track_caller]
    pub fn wait(&self) -> BarrierWait<'_> {
        BarrierWait {
            barrier: self,
            arrived: None,
            waker: None,
            loc: here(),
        }
    }

    fn tell(&self, op: Op, arrived: usize, loc: Loc) {
        let event = Event::new(op, Some(loc)).on(self.meeting.id());
        tell(event.state(State::Arrived(arrived, self.n)));
    }

    /// Returns the generation to wait for; `None`: all have arrived.
    fn arrive(&self, loc: Loc) -> Option<usize> {
        let op = |leads| Op::BarrierArrive { leads };
        let (generation, wakers) = self.meeting.with(op(false), loc, |meeting| {
            meeting.arrived += 1;
            self.tell(op(meeting.arrived == self.n), meeting.arrived, loc);
            if meeting.arrived < self.n {
                return (Some(meeting.generation + 1), vec![]);
            }
            meeting.arrived = 0;
            meeting.generation += 1;
            (None, meeting.wakers.take())
        });
        wake(wakers);
        generation
    }
}

impl Named for Barrier {
    fn object(&self) -> ObjectId {
        self.meeting.id()
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}

/// The future of [`Barrier::wait`].
///
/// It is no leaf for a select: to poll it arrives, whatever else is ready.
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct BarrierWait<'a> {
    barrier: &'a Barrier,
    /// From its first poll on: the generation that it waits for.
    arrived: Option<usize>,
    waker: Option<usize>,
    loc: Loc,
}

impl Future for BarrierWait<'_> {
    type Output = BarrierWaitResult;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = &mut *self;
        let generation = match this.arrived {
            Some(generation) => generation,
            None => match this.barrier.arrive(this.loc) {
                Some(generation) => *this.arrived.insert(generation),
                None => return Poll::Ready(BarrierWaitResult(true)),
            },
        };
        let condition = Condition {
            shared: &this.barrier.meeting,
            object: this.barrier.meeting.id(),
            op: Op::BarrierPass,
            loc: this.loc,
        };
        let poll = condition.poll(
            context,
            |meeting| meeting.generation >= generation,
            |meeting, waker| meeting.wakers.put(&mut this.waker, waker),
        );
        poll.map(|()| {
            this.waker = None;
            tell(Event::new(Op::BarrierPass, Some(this.loc)).on(this.barrier.meeting.id()));
            BarrierWaitResult(false)
        })
    }
}

impl Drop for BarrierWait<'_> {
    fn drop(&mut self) {
        if let (Some(waker), false) = (self.waker, off()) {
            self.barrier
                .meeting
                .also(|meeting| meeting.wakers.remove(waker));
        }
    }
}
