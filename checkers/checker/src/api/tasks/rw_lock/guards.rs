//! What readers and writers hold.

use super::{RwLock, Writing};
use crate::log::Loc;
use std::fmt;
use std::mem::ManuallyDrop;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

macro_rules! guards {
    (
        $(#[$of_read:meta])* $read:ident, $(#[$of_write:meta])* $write:ident $(<$life:lifetime>)?, $lock:ty
    ) => {
        $(#[$of_read])*
        #[must_use = "the lock is released when the guard is dropped"]
        pub struct $read<$($life,)? T> {
            lock: $lock,
            loc: Loc,
        }

        $(#[$of_write])*
        #[must_use = "the lock is released when the guard is dropped"]
        pub struct $write<$($life,)? T> {
            lock: $lock,
            held: Writing,
        }

        // SAFETY: a shared guard gives shared access to the value only.
        unsafe impl<$($life,)? T: Send + Sync> Sync for $write<$($life,)? T> {}

        impl<$($life,)? T> $read<$($life,)? T> {
            pub(super) fn new(lock: $lock, loc: Loc) -> Self {
                $read { lock, loc }
            }
        }

        impl<$($life,)? T> $write<$($life,)? T> {
            pub(super) fn new(lock: $lock, held: Writing) -> Self {
                $write { lock, held }
            }

            /// Lets readers in, in one step: no writer gets the lock in between.
            #[must_use = "the lock is released when the guard is dropped"]
            pub fn downgrade(self) -> $read<$($life,)? T> {
                self.lock.downgrade(&self.held);
                let this = ManuallyDrop::new(self);
                // SAFETY: the guard is not dropped, so its reference to the lock moves.
                let lock = unsafe { std::ptr::read(&this.lock) };
                $read { lock, loc: this.held.loc }
            }
        }

        impl<$($life,)? T> Deref for $read<$($life,)? T> {
            type Target = T;

            fn deref(&self) -> &T {
                // SAFETY: this guard has a permit, and a writer needs all of them.
                unsafe { &*self.lock.value.get() }
            }
        }

        impl<$($life,)? T> Deref for $write<$($life,)? T> {
            type Target = T;

            fn deref(&self) -> &T {
                // SAFETY: this guard has all permits.
                unsafe { &*self.lock.value.get() }
            }
        }

        impl<$($life,)? T> DerefMut for $write<$($life,)? T> {
            fn deref_mut(&mut self) -> &mut T {
                self.held.wrote = true;
                // SAFETY: as above.
                unsafe { &mut *self.lock.value.get() }
            }
        }

        impl<$($life,)? T> Drop for $read<$($life,)? T> {
            fn drop(&mut self) {
                self.lock.unlock_read(self.loc);
            }
        }

        impl<$($life,)? T> Drop for $write<$($life,)? T> {
            fn drop(&mut self) {
                self.lock.unlock_write(&self.held);
            }
        }

        impl<$($life,)? T: fmt::Debug> fmt::Debug for $read<$($life,)? T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&**self, f)
            }
        }

        impl<$($life,)? T: fmt::Debug> fmt::Debug for $write<$($life,)? T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&**self, f)
            }
        }
    };
}

guards! {
    /// The right to read what a [`RwLock`] guards, until this is dropped; the checked type for
    /// `tokio::sync::RwLockReadGuard`.
    RwLockReadGuard,
    /// The right to change what a [`RwLock`] guards, until this is dropped; the checked type for
    /// `tokio::sync::RwLockWriteGuard`.
    RwLockWriteGuard<'a>, &'a RwLock<T>
}
guards! {
    /// As [`RwLockReadGuard`], without a borrow; the checked type for `tokio::sync::OwnedRwLockReadGuard`.
    OwnedRwLockReadGuard,
    /// As [`RwLockWriteGuard`], without a borrow; the checked type for `tokio::sync::OwnedRwLockWriteGuard`.
    OwnedRwLockWriteGuard, Arc<RwLock<T>>
}
