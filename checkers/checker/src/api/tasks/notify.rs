//! Twin of tokio's `Notify`: tasks that are notified, and a permit if none waits.

use super::leaf::{Condition, Leaf};
use super::local;
use super::machines::tasks::Shared;
use super::machines::{off, tell};
use super::permits::wake;
use crate::log::event::{Event, Op};
use crate::log::note::Named;
use crate::log::{Loc, ObjectId, ThreadId, recorder};
use crate::plain::{here, plain};
use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex as Plain};
use std::task::{Context, Poll, Waker};

/// Notifies tasks, without data; the checked type for `tokio::sync::Notify`.
///
/// [`notify_one`](Notify::notify_one) wakes one waiting task. If none waits, it stores a permit, and the next
/// wait returns at once; there is at most one permit. [`notify_waiters`](Notify::notify_waiters) stores nothing: it
/// reaches every future that [`notified`](Notify::notified) has returned by then, whether it has been polled or not.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::Arc, sync::tasks};
///
/// let report = check("no lost wakeup", || {
///     tasks::block_on(async {
///         let ready = Arc::new(tasks::Notify::new());
///         let theirs = Arc::clone(&ready);
///         tasks::spawn(async move { theirs.notify_one() });
///         // It does not matter which comes first.
///         ready.notified().await;
///     })
/// });
/// report.holds();
/// ```
pub struct Notify(Shared<State>);

#[derive(Debug, Default)]
struct State {
    permit: bool,
    /// How often all waiters were notified.
    calls: usize,
    queue: VecDeque<Arc<Waiter>>,
}

/// A future in the queue.
#[derive(Debug)]
struct Waiter {
    task: ThreadId,
    waits: Plain<Waits>,
}

#[derive(Debug, Default)]
struct Waits {
    notified: Option<By>,
    waker: Option<Waker>,
}

/// What notified a waiter. Only a notification of one is passed on when the waiter is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    One(End),
    All,
}

/// From which end of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    First,
    Last,
}

impl Waiter {
    fn notify(&self, by: By) -> Option<Waker> {
        let mut waits = plain(&self.waits);
        waits.notified = Some(by);
        waits.waker.take()
    }

    fn notified(&self) -> Option<By> {
        plain(&self.waits).notified
    }
}

impl State {
    /// Notifies a waiter, or stores the permit.
    fn notify(&mut self, end: End) -> (Op, Option<Waker>) {
        let waiter = match end {
            End::First => self.queue.pop_front(),
            End::Last => self.queue.pop_back(),
        };
        match waiter {
            Some(waiter) => (Op::NotifyTask(waiter.task), waiter.notify(By::One(end))),
            None => {
                self.permit = true;
                (Op::NotifyStored, None)
            }
        }
    }
}

impl Notify {
    /// Creates it without a permit.
    #[track_caller]
    pub fn new() -> Self {
        Notify(Shared::new("notify", State::default(), here()))
    }

    /// Waits for a notification. A call of [`notify_waiters`](Notify::notify_waiters) reaches the future from here on; for
    /// [`notify_one`](Notify::notify_one) it gets into the queue at its first poll, or at [`enable`](Notified::enable).
    ///
    /// To drop the future loses its place in the queue. If it has been notified by `notify_one`, the
    /// notification is passed on.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::Arc, sync::tasks};
    /// use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
    ///
    /// let report = check("wait first, then check", || {
    ///     tasks::block_on(async {
    ///         let shared = Arc::new((AtomicBool::new(false), tasks::Notify::new()));
    ///         let theirs = Arc::clone(&shared);
    ///         tasks::spawn(async move {
    ///             theirs.0.store(true, SeqCst);
    ///             theirs.1.notify_waiters();
    ///         });
    ///         let notified = shared.1.notified();
    ///         if !shared.0.load(SeqCst) {
    ///             notified.await;
    ///         }
    ///     })
    /// });
    /// report.holds();
    /// ```
    #[track_caller]
    pub fn notified(&self) -> Notified<'_> {
        let wait = self.prepare(here());
        Notified { notify: self, wait }
    }

    /// As [`notified`](Notify::notified), for a future that borrows nothing.
    #[track_caller]
    pub fn notified_owned(self: Arc<Self>) -> OwnedNotified {
        let wait = self.prepare(here());
        OwnedNotified { notify: self, wait }
    }

    /// Notifies the task that has waited longest, or stores a permit if none waits.
    #[track_caller]
    pub fn notify_one(&self) {
        self.notify(End::First, here());
    }

    /// Notifies the task that has waited for the shortest time, or stores a permit if none waits.
    #[track_caller]
    pub fn notify_last(&self) {
        self.notify(End::Last, here());
    }

    /// Notifies all futures that exist, and stores no permit.
    #[track_caller]
    pub fn notify_waiters(&self) {
        let loc = here();
        wake(self.0.with(Op::NotifyAll { woken: 0 }, loc, |state| {
            state.calls += 1;
            let queue = std::mem::take(&mut state.queue);
            let woken = queue.len() as u16;
            self.tell(Op::NotifyAll { woken }, loc);
            let wakers = queue.iter().filter_map(|waiter| waiter.notify(By::All));
            wakers.collect()
        }));
    }

    fn notify(&self, end: End, loc: Loc) {
        let waker = self.0.with(Op::NotifyStored, loc, |state| {
            let (op, waker) = state.notify(end);
            self.tell(op, loc);
            waker
        });
        waker.inspect(Waker::wake_by_ref);
    }

    fn tell(&self, op: Op, loc: Loc) {
        tell(Event::new(op, Some(loc)).on(self.0.id()));
    }

    fn prepare(&self, loc: Loc) -> Wait {
        let calls = self.0.look(Op::PrepareWait, loc, |state| state.calls);
        self.tell(Op::PrepareWait, loc);
        Wait {
            calls,
            phase: Phase::Prepared,
            loc,
        }
    }
}

impl Default for Notify {
    #[track_caller]
    fn default() -> Self {
        Notify::new()
    }
}

impl Named for Notify {
    fn object(&self) -> ObjectId {
        self.0.id()
    }
}

impl fmt::Debug for Notify {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notify").finish_non_exhaustive()
    }
}

/// What a future knows besides its `Notify`.
#[derive(Debug)]
struct Wait {
    /// How often all had been notified when it was made.
    calls: usize,
    phase: Phase,
    loc: Loc,
}

#[derive(Debug)]
enum Phase {
    Prepared,
    Queued(Arc<Waiter>),
    Notified,
}

impl Wait {
    /// Enters the queue, unless it is notified already.
    fn enter(&mut self, notify: &Notify, state: &mut State, waker: Option<&Waker>) {
        if state.calls != self.calls || std::mem::take(&mut state.permit) {
            self.phase = Phase::Notified;
            notify.tell(Op::Woken, self.loc);
            return;
        }
        let waiter = Arc::new(Waiter {
            task: recorder::me(),
            waits: Plain::new(Waits {
                notified: None,
                waker: waker.cloned(),
            }),
        });
        state.queue.push_back(Arc::clone(&waiter));
        self.phase = Phase::Queued(waiter);
    }

    fn poll(&mut self, notify: &Notify, context: &mut Context<'_>) -> Poll<()> {
        if matches!(self.phase, Phase::Prepared) && !local::is_asked() {
            // There is one permit at most, so it has to be in the queue before it waits.
            let waker = (!local::waits_in_place()).then(|| context.waker());
            notify
                .0
                .with(Op::Wait, self.loc, |state| self.enter(notify, state, waker));
            if let (Phase::Queued(_), Some(_)) = (&self.phase, waker) {
                local::awaits(local::Awaited {
                    op: Op::Wait,
                    object: Some(notify.0.id()),
                    loc: self.loc,
                });
                return Poll::Pending;
            }
        }
        if matches!(self.phase, Phase::Notified) {
            if local::is_asked() {
                local::answer();
                return Poll::Pending;
            }
            return Poll::Ready(());
        }
        let condition = Condition {
            shared: &notify.0,
            object: notify.0.id(),
            op: Op::Wait,
            loc: self.loc,
        };
        let poll = condition.poll(
            context,
            |state| match &self.phase {
                Phase::Prepared => state.permit || state.calls != self.calls,
                Phase::Queued(waiter) => waiter.notified().is_some(),
                Phase::Notified => true,
            },
            |_, waker| {
                if let Phase::Queued(waiter) = &self.phase {
                    plain(&waiter.waits).waker = Some(waker.clone());
                }
            },
        );
        if poll.is_ready() {
            self.phase = Phase::Notified;
            notify.tell(Op::Woken, self.loc);
        }
        poll
    }

    fn enable(&mut self, notify: &Notify) -> bool {
        match &self.phase {
            Phase::Prepared => {
                notify
                    .0
                    .with(Op::Wait, self.loc, |state| self.enter(notify, state, None));
            }
            Phase::Queued(waiter) => {
                let look = |_: &State| waiter.notified().is_some();
                if notify.0.look(Op::Wait, self.loc, look) {
                    self.phase = Phase::Notified;
                    notify.tell(Op::Woken, self.loc);
                }
            }
            Phase::Notified => {}
        }
        matches!(self.phase, Phase::Notified)
    }

    /// It is dropped: leaves the queue, or passes on what notified it alone.
    fn give_up(&mut self, notify: &Notify) {
        let Phase::Queued(waiter) = &self.phase else {
            return;
        };
        if off() {
            return;
        }
        let op = Op::GiveBack { permits: 0 };
        let waker = notify.0.with(op, self.loc, |state| {
            let Some(By::One(end)) = waiter.notified() else {
                state.queue.retain(|other| !Arc::ptr_eq(other, waiter));
                notify.tell(op, self.loc);
                return None;
            };
            notify.tell(Op::PassOn, self.loc);
            let (op, waker) = state.notify(end);
            notify.tell(op, self.loc);
            waker
        });
        waker.inspect(Waker::wake_by_ref);
    }
}

/// The future of [`Notify::notified`].
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct Notified<'a> {
    notify: &'a Notify,
    wait: Wait,
}

/// The future of [`Notify::notified_owned`].
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct OwnedNotified {
    notify: Arc<Notify>,
    wait: Wait,
}

macro_rules! futures {
    ($($future:ty),+) => { $(
        impl $future {
            /// Enters the queue, as the first poll does; returns true if the future has been notified.
            pub fn enable(mut self: Pin<&mut Self>) -> bool {
                let this = &mut *self;
                this.wait.enable(&this.notify)
            }
        }

        impl Leaf for $future {}

        impl Future for $future {
            type Output = ();

            fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
                let this = &mut *self;
                this.wait.poll(&this.notify, context)
            }
        }

        impl Drop for $future {
            fn drop(&mut self) {
                self.wait.give_up(&self.notify);
            }
        }
    )+ };
}

futures!(Notified<'_>, OwnedNotified);
