//! What a thread parks for: a permit, of which at most one is stored.

use super::wait::{Object, Queue, Waiter};
use crate::log::event::{Choice, Op};
use crate::log::recorder;
use crate::log::{Loc, ThreadId};
use crate::loom::choices::choose;
use crate::loom::sync::time::Deadline;
use crate::plain::plain;
use crate::questions;
use crate::spurious;
use std::sync::{Arc, Mutex as Plain};

/// A permit that a thread parks for: at most one is stored.
#[derive(Debug)]
pub(crate) struct Token {
    object: Object,
    /// Whose it is; `None` for a parker's.
    owner: Option<ThreadId>,
    state: Plain<(bool, Queue)>,
}

impl Token {
    pub(crate) fn new(
        owner: impl Into<Option<ThreadId>>,
        kind: &'static str,
        loc: Loc,
    ) -> Arc<Self> {
        Arc::new(Token {
            object: Object::new(kind, loc),
            owner: owner.into(),
            state: Plain::default(),
        })
    }

    /// Takes the permit, waiting for it; with a deadline (which may be never), no longer.
    pub(crate) fn take(&self, deadline: Option<Deadline>, loc: Loc) {
        let pass = self.object.pass(Op::Park, loc);
        if std::mem::take(&mut plain(&self.state).0) || recorder::failed() {
            self.object.event(Op::Park, loc).record();
            return;
        }
        let waiter = Waiter::new();
        plain(&self.state).1.push(&waiter);
        drop(pass);
        self.object.event(Op::Park, loc).record_blocked();
        if self.returns_for_no_reason() {
            waiter.close();
            recorder::chose(Choice::Spurious);
            self.object.event(Op::WokenSpuriously, loc).record();
            return;
        }
        let pending = self.object.wait_in(Op::Park, loc);
        let op = match waiter.wait_until(deadline.flatten(), pending) {
            Some(_) => Op::Park,
            None => Op::ParkTimedOut,
        };
        self.object.event(op, loc).record();
    }

    /// std's `park` may.
    fn returns_for_no_reason(&self) -> bool {
        if self.owner.is_none() {
            return false;
        }
        questions::parks();
        spurious::happens(self.object.id(), choose)
    }

    pub(crate) fn give(&self, loc: Loc) {
        let op = Op::Unpark(self.owner);
        let _pass = self.object.pass(op, loc);
        let mut state = plain(&self.state);
        match state.1.pop() {
            Some(waiter) => waiter.complete(0),
            None => state.0 = true,
        }
        drop(state);
        self.object.event(op, loc).record();
    }
}
