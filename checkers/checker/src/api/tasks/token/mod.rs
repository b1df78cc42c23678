//! Twin of tokio-util's cancellation token.
//!
//! A tree of tokens is one piece of state, for a token is cancelled together with all that descend from it.

mod guards;
mod until;

use super::leaf::{Condition, Leaf, Stays};
use super::machines::tasks::Shared;
use super::machines::{off, tell};
use super::permits::wake;
use super::wakers::Wakers;
use crate::log::event::{Event, Op};
use crate::log::note::Named;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId, recorder};
use crate::plain::here;
use std::fmt;
use std::future::Future;
use std::hash::{Hash, Hasher};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

pub use guards::{DropGuard, DropGuardRef};
pub use until::{RunUntilCancelled, RunUntilCancelledOwned};

/// Tells tasks to stop; the checked type for `tokio_util::sync::CancellationToken`.
///
/// Clones are the same token. A [child](CancellationToken::child_token) is cancelled with its parent, and can be
/// cancelled without it. A token and its descendants are cancelled in one step; with tokio-util another task
/// may find one child cancelled shortly before the next.
///
/// # Examples
/// ```
/// use checker::explorer::{check, sync::tasks};
///
/// let report = check("stop", || {
///     tasks::block_on(async {
///         let stop = tasks::CancellationToken::new();
///         let theirs = stop.child_token();
///         let task = tasks::spawn(async move { theirs.cancelled().await });
///         stop.cancel();
///         task.await.unwrap();
///     })
/// });
/// report.holds();
/// ```
pub struct CancellationToken {
    tree: Arc<Shared<Tree>>,
    /// Which of its tokens this is.
    node: usize,
    id: ObjectId,
}

#[derive(Debug, Default)]
struct Tree(Vec<Node>);

#[derive(Debug, Default)]
struct Node {
    is_cancelled: bool,
    children: Vec<usize>,
    wakers: Wakers,
}

impl Tree {
    fn is_cancelled(&self, node: usize) -> bool {
        self.0[node].is_cancelled
    }

    /// A child of a token that is cancelled is so from the start.
    fn add_child(&mut self, parent: usize) -> usize {
        let child = self.0.len();
        let is_cancelled = self.is_cancelled(parent);
        self.0.push(Node {
            is_cancelled,
            ..Node::default()
        });
        self.0[parent].children.push(child);
        child
    }

    /// Cancels the token and all below it.
    fn cancel(&mut self, node: usize) -> Vec<std::task::Waker> {
        let mut wakers = vec![];
        let mut left = vec![node];
        while let Some(node) = left.pop() {
            let node = &mut self.0[node];
            node.is_cancelled = true;
            wakers.extend(node.wakers.take());
            left.append(&mut node.children);
        }
        wakers
    }
}

impl CancellationToken {
    /// Creates a token that is not cancelled.
    #[track_caller]
    pub fn new() -> Self {
        let tree = Shared::new("token", Tree(vec![Node::default()]), here());
        CancellationToken {
            id: tree.id(),
            tree: Arc::new(tree),
            node: 0,
        }
    }

    /// Creates a token that is cancelled with this one, at once if this one is cancelled.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::tasks};
    ///
    /// let report = check("child", || {
    ///     let parent = tasks::CancellationToken::new();
    ///     let (first, second) = (parent.child_token(), parent.child_token());
    ///     first.cancel();
    ///     let alone = (parent.is_cancelled(), second.is_cancelled());
    ///     parent.cancel();
    ///     (alone, second.is_cancelled())
    /// });
    /// report.holds().reaches(["((false, false), true)"]);
    /// ```
    #[track_caller]
    pub fn child_token(&self) -> CancellationToken {
        let loc = here();
        // To add a child changes nothing that other tasks can tell, unless they cancel.
        self.tree.look(Op::Len, loc, |_| ());
        CancellationToken {
            tree: Arc::clone(&self.tree),
            node: self.tree.unseen(|tree| tree.add_child(self.node)),
            id: recorder::new_object("token", loc),
        }
    }

    /// Cancels the token and its descendants, and wakes what waits for that.
    #[track_caller]
    pub fn cancel(&self) {
        self.cancel_at(here());
    }

    fn cancel_at(&self, loc: Loc) {
        wake(self.tree.with(Op::Cancel, loc, |tree| {
            tell(Event::new(Op::Cancel, Some(loc)).on(self.id));
            tree.cancel(self.node)
        }));
    }

    /// Returns true if the token is cancelled.
    #[track_caller]
    pub fn is_cancelled(&self) -> bool {
        self.is_cancelled_at(here())
    }

    fn is_cancelled_at(&self, loc: Loc) -> bool {
        let look = |tree: &Tree| tree.is_cancelled(self.node);
        let is_cancelled = self.tree.look(Op::Len, loc, look);
        let event = Event::new(Op::Len, Some(loc)).on(self.id);
        tell(event.value(Value::of(&is_cancelled)));
        is_cancelled
    }

    /// Waits until the token is cancelled. This is cancel safe.
    #[track_caller]
    pub fn cancelled(&self) -> WaitForCancellationFuture<'_> {
        WaitForCancellationFuture {
            token: self,
            waker: None,
            loc: here(),
        }
    }

    /// As [`cancelled`](CancellationToken::cancelled), for a future that borrows nothing.
    #[track_caller]
    pub fn cancelled_owned(self) -> WaitForCancellationFutureOwned {
        WaitForCancellationFutureOwned {
            token: self,
            waker: None,
            loc: here(),
        }
    }

    /// Polls `future` until it is ready or the token is cancelled, in which case it is dropped and the result is
    /// `None`. If both have happened, the future comes first, unless the token was cancelled before the first poll.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::tasks};
    ///
    /// let report = check("received or stopped", || {
    ///     tasks::block_on(async {
    ///         let stop = tasks::CancellationToken::new();
    ///         let (sender, mut receiver) = tasks::mpsc::channel(1);
    ///         let theirs = stop.clone();
    ///         let task = tasks::spawn(async move { theirs.run_until_cancelled(receiver.recv()).await });
    ///         let _ = sender.send(7).await;
    ///         stop.cancel();
    ///         task.await.unwrap()
    ///     })
    /// });
    /// report.holds().reaches(["Some(Some(7))", "None"]);
    /// ```
    #[track_caller]
    pub fn run_until_cancelled<F: Future>(&self, future: F) -> RunUntilCancelled<'_, F> {
        RunUntilCancelled::new(self, future, here())
    }

    /// As [`run_until_cancelled`](CancellationToken::run_until_cancelled), for a future that does not borrow the token.
    #[track_caller]
    pub fn run_until_cancelled_owned<F: Future>(self, future: F) -> RunUntilCancelledOwned<F> {
        RunUntilCancelledOwned::new(self, future, here())
    }

    /// Returns a guard that cancels the token when it is dropped.
    ///
    /// # Examples
    /// ```
    /// use checker::explorer::{check, sync::tasks};
    ///
    /// let report = check("guard", || {
    ///     let token = tasks::CancellationToken::new();
    ///     drop(token.clone().drop_guard());
    ///     token.is_cancelled()
    /// });
    /// report.holds().reaches(["true"]);
    /// ```
    #[track_caller]
    pub fn drop_guard(self) -> DropGuard {
        DropGuard::new(self, here())
    }

    /// As [`drop_guard`](CancellationToken::drop_guard), for a guard that borrows the token.
    #[track_caller]
    pub fn drop_guard_ref(&self) -> DropGuardRef<'_> {
        DropGuardRef::new(self, here())
    }

    fn poll_cancelled(
        &self,
        key: &mut Option<usize>,
        context: &mut Context<'_>,
        loc: Loc,
    ) -> Poll<()> {
        let condition = Condition {
            shared: &*self.tree,
            object: self.id,
            op: Op::Cancelled,
            loc,
        };
        let poll = condition.poll(
            context,
            |tree| tree.is_cancelled(self.node),
            |tree, waker| tree.0[self.node].wakers.put(key, waker),
        );
        poll.map(|()| {
            *key = None;
            tell(Event::new(Op::Cancelled, Some(loc)).on(self.id));
        })
    }

    /// A future that waits for it is dropped.
    fn forget(&self, key: Option<usize>) {
        if let (Some(key), false) = (key, off()) {
            self.tree.also(|tree| tree.0[self.node].wakers.remove(key));
        }
    }
}

impl Clone for CancellationToken {
    fn clone(&self) -> Self {
        CancellationToken {
            tree: Arc::clone(&self.tree),
            ..*self
        }
    }
}

impl Default for CancellationToken {
    #[track_caller]
    fn default() -> Self {
        CancellationToken::new()
    }
}

/// Clones are equal.
impl PartialEq for CancellationToken {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.tree, &other.tree) && self.node == other.node
    }
}

impl Eq for CancellationToken {}

impl Hash for CancellationToken {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (Arc::as_ptr(&self.tree), self.node).hash(state);
    }
}

impl Named for CancellationToken {
    fn object(&self) -> ObjectId {
        self.id
    }
}

impl fmt::Debug for CancellationToken {
    /// Unlike tokio-util's, without whether it is cancelled: to look is a step.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CancellationToken").finish_non_exhaustive()
    }
}

/// The future of [`CancellationToken::cancelled`].
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct WaitForCancellationFuture<'a> {
    token: &'a CancellationToken,
    waker: Option<usize>,
    loc: Loc,
}

/// The future of [`CancellationToken::cancelled_owned`].
#[derive(Debug)]
#[must_use = "futures do nothing unless awaited"]
pub struct WaitForCancellationFutureOwned {
    token: CancellationToken,
    waker: Option<usize>,
    loc: Loc,
}

macro_rules! futures {
    ($($future:ty),+) => { $(
        impl Leaf for $future {}
        impl Stays for $future {}

        impl Future for $future {
            type Output = ();

            fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
                let this = &mut *self;
                this.token.poll_cancelled(&mut this.waker, context, this.loc)
            }
        }

        impl Drop for $future {
            fn drop(&mut self) {
                self.token.forget(self.waker);
            }
        }
    )+ };
}

futures!(
    WaitForCancellationFuture<'_>,
    WaitForCancellationFutureOwned
);
