//! Guards of a [`RwLock`]: access to what it holds, until they are dropped.

use super::{RwLock, Ticket};
use crate::explorer::step::{Step, off};
use crate::explorer::sync::wait::plain;
use crate::log::Loc;
use crate::log::event::{Event, Op, State};
use crate::log::recorder;
use crate::log::value::Value;
use explorer::Access;
use std::fmt;
use std::ops::{Deref, DerefMut};

/// Shared access to what a [`RwLock`] guards.
pub struct RwLockReadGuard<'a, T>(pub(super) Held<'a, T>);

/// Exclusive access to what a [`RwLock`] guards.
pub struct RwLockWriteGuard<'a, T>(pub(super) Held<'a, T>);

pub(super) struct Held<'a, T> {
    pub(super) lock: &'a RwLock<T>,
    pub(super) ticket: Ticket,
    pub(super) loc: Loc,
    pub(super) write: bool,
}

impl<T> Drop for Held<'_, T> {
    fn drop(&mut self) {
        if off() {
            return;
        }
        let RwLock { id, left, .. } = *self.lock;
        let op = match self.write {
            true => Op::UnlockWrite,
            false => Op::UnlockRead,
        };
        let step = Step::new(op, self.loc).on(id);
        step.touching(&[(left, Access::UPDATE)]).take_it();
        if off() {
            return;
        }
        let mut lock = plain(&self.lock.lock);
        lock.leave(self.ticket);
        let state = if self.write {
            recorder::set_owner(id, None);
            // SAFETY: nobody else runs before the thread's next step.
            match Value::of(unsafe { &*self.lock.data.get() }) {
                Value::Unknown => State::Free,
                value => State::Holds(value),
            }
        } else {
            lock.state()
        };
        drop(lock);
        let event = Event::new(op, Some(self.loc)).on(id);
        event.state(state).record();
    }
}

impl<T> Deref for RwLockReadGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: nobody writes while a read guard exists.
        unsafe { &*self.0.lock.data.get() }
    }
}

impl<T> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;
    fn deref(&self) -> &T {
        // SAFETY: nobody else reads or writes while a write guard exists.
        unsafe { &*self.0.lock.data.get() }
    }
}

impl<T> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: as above, and the guard is borrowed mutably.
        unsafe { &mut *self.0.lock.data.get() }
    }
}

impl<T: fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl<T: fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
