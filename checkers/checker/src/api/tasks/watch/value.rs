//! The value, which a sender locks to write and a receiver to read, as threads lock: a sender waits while a borrow lives.

use super::Channel;
use super::machines::tasks::step_number;
use super::machines::{off, tell};
use super::permits::wake;
use super::wakers::Wakers;
use crate::log::Loc;
use crate::log::event::{Event, Op};
use crate::log::value::Value;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::{Arc, MutexGuard};

/// What all ends share.
pub(super) struct State<T> {
    /// `None` while a sender writes it.
    value: Option<Arc<T>>,
    /// Borrows that live.
    readers: usize,
    /// How often it was sent.
    pub(super) version: u64,
    pub(super) senders: usize,
    pub(super) receivers: usize,
    /// Of receivers that wait for a change.
    pub(super) waiting: Wakers,
    /// Of tasks that wait until no receiver is left.
    pub(super) closers: Wakers,
}

impl<T> State<T> {
    pub(super) fn new(value: T) -> Self {
        State {
            value: Some(Arc::new(value)),
            readers: 0,
            version: 0,
            senders: 1,
            receivers: 1,
            waiting: Wakers::default(),
            closers: Wakers::default(),
        }
    }

    pub(super) fn waiting(&mut self) -> &mut Wakers {
        &mut self.waiting
    }

    pub(super) fn closers(&mut self) -> &mut Wakers {
        &mut self.closers
    }

    fn read(&mut self) -> Option<(Arc<T>, u64)> {
        let value = self.value.clone()?;
        self.readers += 1;
        Some((value, self.version))
    }

    fn write(&mut self) -> Option<Arc<T>> {
        self.value.take_if(|_| self.readers == 0)
    }
}

/// Takes something as soon as it is there, as a thread takes a lock.
fn lock<T, R>(
    channel: &Channel<T>,
    (op, wait): (Op, Op),
    loc: Loc,
    ready: impl Fn(&State<T>) -> bool,
    take: impl Fn(&mut State<T>) -> Option<R>,
) -> R {
    if let Some(taken) = channel.with(op, loc, &take) {
        return taken;
    }
    loop {
        channel.block(wait, loc, &ready);
        if let Some(taken) = channel.unseen(&take) {
            return taken;
        }
        if off() {
            std::panic::resume_unwind(Box::new("the execution is over"));
        }
    }
}

/// A step that may be part of the one in which the value was locked: if no other thread could run since.
fn unlock<T, R>(
    channel: &Channel<T>,
    op: Op,
    loc: Loc,
    locked: usize,
    work: impl FnOnce(&mut State<T>) -> R,
) -> R {
    let result = match off() || locked == step_number() {
        true => channel.unseen(work),
        false => channel.with(op, loc, work),
    };
    channel.unblock();
    result
}

/// A borrow of the value; the checked type for `tokio::sync::watch::Ref`.
///
/// A sender waits as long as it lives, as a thread waits for a lock. So a task that sends, or awaits what a sender
/// does, while it holds one may cause a deadlock.
pub struct Ref<'a, T> {
    channel: &'a Channel<T>,
    /// Until it is dropped.
    value: Option<Arc<T>>,
    changed: bool,
    locked: usize,
    loc: Loc,
    /// It stays on its thread.
    alone: PhantomData<MutexGuard<'static, ()>>,
}

impl<'a, T> Ref<'a, T> {
    /// Locks the value to read; `seen`: the version that is known, which becomes that of the value if it is to.
    pub(super) fn new(
        channel: &'a Channel<T>,
        seen: Option<&mut u64>,
        update: bool,
        loc: Loc,
    ) -> Self {
        let ready = |state: &State<T>| state.value.is_some();
        let ops = (Op::Borrow, Op::Read);
        let (value, version) = lock(channel, ops, loc, ready, State::read);
        let event = Event::new(Op::Borrow, Some(loc)).on(channel.id());
        tell(event.value(Value::of(&*value)));
        let changed = seen.is_some_and(|seen| {
            let changed = *seen != version;
            if update {
                *seen = version;
            }
            changed
        });
        Ref {
            channel,
            value: Some(value),
            changed,
            locked: step_number(),
            loc,
            alone: PhantomData,
        }
    }

    /// Returns true if the receiver had not seen this value before.
    pub fn has_changed(&self) -> bool {
        self.changed
    }
}

impl<T> Deref for Ref<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().expect("it lives")
    }
}

impl<T> Drop for Ref<'_, T> {
    fn drop(&mut self) {
        self.value = None;
        unlock(
            self.channel,
            Op::UnlockRead,
            self.loc,
            self.locked,
            |state| {
                state.readers -= 1;
            },
        );
    }
}

impl<T: fmt::Debug> fmt::Debug for Ref<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Ref");
        shown.field("inner", &**self);
        shown.field("has_changed", &self.changed).finish()
    }
}

/// The value while a sender writes it.
pub(super) struct Writing<'a, T> {
    channel: &'a Channel<T>,
    /// Until it is dropped.
    value: Option<Arc<T>>,
    /// Receivers are to see it as a new one.
    pub(super) changed: bool,
    locked: usize,
    loc: Loc,
}

impl<'a, T> Writing<'a, T> {
    /// Locks the value to write. `None`: not `if` that is true of the state.
    pub(super) fn new(
        channel: &'a Channel<T>,
        loc: Loc,
        may: impl Fn(&State<T>) -> bool,
    ) -> Option<Self> {
        let ready = |state: &State<T>| state.value.is_some() && state.readers == 0;
        let value = lock(
            channel,
            (Op::Send, Op::Write),
            loc,
            ready,
            |state| match may(state) {
                true => state.write().map(Some),
                false => Some(None),
            },
        );
        Some(Writing {
            channel,
            value: Some(value?),
            changed: false,
            locked: step_number(),
            loc,
        })
    }

    pub(super) fn value(&mut self) -> &mut T {
        let value = self.value.as_mut().and_then(Arc::get_mut);
        value.expect("nothing else has it")
    }
}

impl<T> Drop for Writing<'_, T> {
    fn drop(&mut self) {
        let value = self.value.take();
        let shown = value.as_deref().map_or(Value::Unknown, Value::of);
        let (channel, loc, changed) = (self.channel, self.loc, self.changed);
        let wakers = unlock(channel, Op::UnlockWrite, loc, self.locked, |state| {
            state.value = value;
            if !changed {
                return vec![];
            }
            state.version += 1;
            tell(
                Event::new(Op::Send, Some(loc))
                    .on(channel.id())
                    .value(shown),
            );
            state.waiting.take()
        });
        wake(wakers);
    }
}
