//! Guards of a [`RwLock`]: access to what it holds, until they are dropped.

use super::RwLock;
use crate::log::Loc;
use crate::log::event::{Op, State};
use crate::log::recorder;
use crate::log::value::Value;
use crate::loom::engine::Pass;
use crate::loom::sync::wait::plain;
use crate::questions;
use std::fmt;
use std::ops::{Deref, DerefMut};

/// Shared access to what a [`RwLock`] guards.
pub struct RwLockReadGuard<'a, T>(pub(super) Held<'a, T>);

/// Exclusive access to what a [`RwLock`] guards.
pub struct RwLockWriteGuard<'a, T>(pub(super) Held<'a, T>);

pub(super) struct Held<'a, T> {
    pub(super) lock: &'a RwLock<T>,
    pub(super) pass: Option<Pass<'a>>,
    pub(super) loc: Loc,
    pub(super) write: bool,
}

impl<T> Drop for Held<'_, T> {
    fn drop(&mut self) {
        if recorder::failed() {
            return;
        }
        let (object, loc) = (&self.lock.object, self.loc);
        let op = match self.write {
            true => Op::UnlockWrite,
            false => Op::UnlockRead,
        };
        if questions::points().unlocks {
            drop(self.pass.take());
            self.pass = Some(object.pass(op, loc));
        }
        let mut lock = plain(&self.lock.lock);
        let state = if self.write {
            lock.writer = false;
            recorder::set_owner(object.id(), None);
            // SAFETY: nobody else is let in before `hand_over`.
            match Value::of(unsafe { &*self.lock.data.get() }) {
                Value::Unknown => State::Free,
                value => State::Holds(value),
            }
        } else {
            lock.readers -= 1;
            lock.state()
        };
        object.event(op, loc).state(state).record();
        drop(self.pass.take());
        lock.hand_over();
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
