//! Twins of [`std::sync::atomic`]. Loom decides which store a load sees; to the explorer all of them are
//! sequentially consistent.

use super::machines::atomic::{Watched, ordered, raw};
use super::machines::{self, off};
use crate::log::ObjectId;
use crate::log::event::{Choice, Op};
use crate::log::note::Named;
use crate::log::recorder;
use crate::log::value::Value;
use crate::plain::here;
use crate::questions;
use crate::spurious;
use std::fmt;
use std::ptr;

pub use std::sync::atomic::Ordering;

/// Orders the accesses before it with those after it, as [`std::sync::atomic::fence`] does.
///
/// # Examples
/// ```
/// use checker::explorer::check;
/// use checker::explorer::sync::atomic::{AtomicU32, Ordering, fence};
///
/// let report = check("fence", || {
///     let ready = AtomicU32::new(1);
///     let seen = ready.load(Ordering::Relaxed);
///     fence(Ordering::Acquire);
///     seen
/// });
/// report.holds().reaches(["1"]);
/// ```
#[track_caller]
pub fn fence(order: Ordering) {
    if !off() {
        machines::atomic::fence(order, here());
    }
}

macro_rules! atomic {
    ($name:ident $(<$T:ident>)?, $type:ty, $default:expr, $show:expr) => {
        #[doc = concat!("Twin of [`std::sync::atomic::", stringify!($name), "`].")]
        pub struct $name $(<$T>)? {
            watched: Watched,
            raw: raw::$name $(<$T>)?,
        }

        impl $(<$T>)? $name $(<$T>)? {
            /// Creates an atomic that holds `value`.
            #[track_caller]
            pub fn new(value: $type) -> Self {
                $name {
                    watched: Watched::new($show(value), here()),
                    raw: raw::$name::new(value),
                }
            }

            /// Loads a stored value. Under loom it may be stale, if the ordering allows that.
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $type {
                let loc = here();
                let value = self.watched.during(Op::Load, loc, || self.read(order));
                self.watched.loaded($show(value), order, loc);
                value
            }

            fn read(&self, order: Ordering) -> $type {
                if !machines::atomic::reads_newest() {
                    return self.raw.load(ordered(order));
                }
                // To exchange a value for itself reads what was stored last, whatever the ordering.
                let (value, order): ($type, _) = ($default, ordered(order));
                match self.raw.compare_exchange(value, value, order, order) {
                    Ok(newest) | Err(newest) => newest,
                }
            }

            /// Stores `value`.
            #[track_caller]
            pub fn store(&self, value: $type, order: Ordering) {
                let loc = here();
                self.watched
                    .during(Op::Store, loc, || self.raw.store(value, ordered(order)));
                self.watched
                    .stored(Op::Store, $show(value), $show(value), order, loc);
            }

            /// Stores `value` and returns the previous value.
            #[track_caller]
            pub fn swap(&self, value: $type, order: Ordering) -> $type {
                let loc = here();
                let before = self
                    .watched
                    .during(Op::Swap, loc, || self.raw.swap(value, ordered(order)));
                self.watched
                    .stored(Op::Swap, $show(before), $show(value), order, loc);
                before
            }

            /// Consumes the atomic and returns the last value stored, since no other thread can access it.
            #[track_caller]
            pub fn into_inner(self) -> $type {
                let value = self.raw.into_inner();
                self.watched.loaded($show(value), Ordering::SeqCst, here());
                value
            }

            /// Stores `new` if `current` is there.
            ///
            /// # Errors
            /// Something else was there: it comes back.
            #[track_caller]
            pub fn compare_exchange(
                &self,
                current: $type,
                new: $type,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$type, $type> {
                let loc = here();
                let op = |done| Op::CompareExchange { done };
                let result = self.watched.during(op(true), loc, || {
                    self.raw
                        .compare_exchange(current, new, ordered(success), ordered(failure))
                });
                match result {
                    Ok(before) => self
                        .watched
                        .stored(op(true), $show(before), $show(new), success, loc),
                    Err(found) => self.watched.failed(op(false), $show(found), failure, loc),
                }
                result
            }

            /// As [`compare_exchange`](Self::compare_exchange), but it may fail for no reason, where a
            /// check asks for that by `spurious`.
            ///
            /// # Errors
            /// Something else was there, or nothing else: it comes back.
            #[track_caller]
            pub fn compare_exchange_weak(
                &self,
                current: $type,
                new: $type,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$type, $type> {
                questions::compares_weakly();
                if off() || !spurious::happens(self.watched.id(), machines::choose) {
                    return self.compare_exchange(current, new, success, failure);
                }
                let loc = here();
                let op = Op::CompareExchange { done: false };
                let found = self
                    .watched
                    .during(op, loc, || self.raw.load(ordered(failure)));
                if found == current {
                    recorder::chose(Choice::Weak);
                }
                self.watched.failed(op, $show(found), failure, loc);
                Err(found)
            }

            /// Stores what `update` makes of the value, and tries again if another thread came in
            /// between: as std's, a load and then one exchange after another.
            ///
            /// # Errors
            /// `update` returned `None`: nothing is stored, and what it was given comes back.
            #[track_caller]
            pub fn fetch_update(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut update: impl FnMut($type) -> Option<$type>,
            ) -> Result<$type, $type> {
                let mut before = self.load(fetch_order);
                while let Some(new) = update(before) {
                    match self.compare_exchange_weak(before, new, set_order, fetch_order) {
                        Err(found) if !off() => before = found,
                        result => return result,
                    }
                }
                Err(before)
            }
        }

        impl $(<$T>)? Default for $name $(<$T>)? {
            #[track_caller]
            fn default() -> Self {
                $name::new($default)
            }
        }

        impl $(<$T>)? From<$type> for $name $(<$T>)? {
            #[track_caller]
            fn from(value: $type) -> Self {
                $name::new(value)
            }
        }

        impl $(<$T>)? Named for $name $(<$T>)? {
            fn object(&self) -> ObjectId {
                self.watched.id()
            }
        }

        impl $(<$T>)? fmt::Debug for $name $(<$T>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}

macro_rules! fetch {
    ($name:ident, $type:ty, $show:expr, $($op:ident: $after:expr),* $(,)?) => {
        impl $name {
            $(
                #[doc = concat!("As std's `", stringify!($op), "`; what was there before.")]
                #[track_caller]
                pub fn $op(&self, value: $type, order: Ordering) -> $type {
                    let loc = here();
                    let op = Op::Fetch(stringify!($op));
                    let before = self.watched.during(op, loc, || self.raw.$op(value, ordered(order)));
                    let after: fn($type, $type) -> $type = $after;
                    self.watched.stored(op, $show(value), $show(after(before, value)), order, loc);
                    before
                }
            )*
        }
    };
}

macro_rules! integer {
    ($($name:ident: $type:ty),* $(,)?) => {
        $(
            atomic!($name, $type, 0, |n: $type| Value::Int(n as i128));
            fetch!(
                $name, $type, |n: $type| Value::Int(n as i128),
                fetch_add: |a, b| a.wrapping_add(b),
                fetch_sub: |a, b| a.wrapping_sub(b),
                fetch_max: |a, b| a.max(b),
                fetch_min: |a, b| a.min(b),
                fetch_and: |a, b| a & b,
                fetch_nand: |a, b| !(a & b),
                fetch_or: |a, b| a | b,
                fetch_xor: |a, b| a ^ b,
            );
        )*
    };
}

integer! {
    AtomicU8: u8, AtomicU16: u16, AtomicU32: u32, AtomicU64: u64, AtomicUsize: usize,
    AtomicI8: i8, AtomicI16: i16, AtomicI32: i32, AtomicI64: i64, AtomicIsize: isize,
}
atomic!(AtomicBool, bool, false, Value::Bool);
fetch!(
    AtomicBool, bool, Value::Bool,
    fetch_and: |a, b| a & b,
    fetch_nand: |a, b| !(a & b),
    fetch_or: |a, b| a | b,
    fetch_xor: |a, b| a ^ b,
);
atomic!(AtomicPtr<T>, *mut T, ptr::null_mut(), pointer);

/// Whether it points anywhere: an address differs from execution to execution.
fn pointer<T>(pointer: *mut T) -> Value {
    let shown = match pointer.is_null() {
        true => "null",
        false => "a pointer",
    };
    Value::Short(shown.into())
}
