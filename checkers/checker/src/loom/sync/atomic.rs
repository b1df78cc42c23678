//! Twins of [`std::sync::atomic`]: loom decides which store a load sees.

use super::wait::here;
use crate::log::event::{Event, Op, State};
use crate::log::note::Named;
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId, Pending};
use crate::loom::engine::raw_atomic as raw;
use std::fmt;
use std::sync::Mutex as Plain;

pub use std::sync::atomic::Ordering;

/// Orders what comes before it with what comes after, as in [`std::sync::atomic::fence`].
#[track_caller]
pub fn fence(order: Ordering) {
    if !recorder::failed() {
        raw::fence(order);
        Event::new(Op::Fence, Some(here())).record();
    }
}

/// What the recorder knows of an atomic.
struct Seen {
    object: ObjectId,
    /// The newest value in modification order: a load that returns another one is stale.
    newest: Plain<Value>,
}

impl Seen {
    fn new(value: Value, loc: Loc) -> Self {
        Seen {
            object: recorder::new_object("atomic", loc),
            newest: Plain::new(value),
        }
    }

    fn during<R>(&self, op: Op, loc: Loc, f: impl FnOnce() -> R) -> R {
        let pending = Pending {
            op,
            object: Some(self.object),
            loc: Some(loc),
            blocked: false,
        };
        recorder::during(pending, f)
    }

    fn loaded(&self, value: Value, loc: Loc) {
        let newest = super::wait::plain(&self.newest).clone();
        let mut event = Event::new(Op::Load, Some(loc)).on(self.object);
        if value != newest {
            event.note = Some(format!("an old value: {newest} is newer").into());
        }
        event.value(value).record();
    }

    fn failed(&self, op: Op, value: Value, loc: Loc) {
        let event = Event::new(op, Some(loc)).on(self.object);
        event.value(value).record();
    }

    /// `value`: what the operation stored or added; `after`: what the atomic holds now.
    fn stored(&self, op: Op, value: Value, after: Value, loc: Loc) {
        *super::wait::plain(&self.newest) = after.clone();
        let event = Event::new(op, Some(loc)).on(self.object);
        event.value(value).state(State::Value(after)).record();
    }
}

macro_rules! atomic {
    ($name:ident, $type:ty, $show:expr) => {
        #[doc = concat!("Twin of [`std::sync::atomic::", stringify!($name), "`].")]
        pub struct $name {
            seen: Seen,
            raw: raw::$name,
        }

        impl $name {
            /// An atomic that holds `value`.
            #[track_caller]
            pub fn new(value: $type) -> Self {
                $name {
                    seen: Seen::new($show(value), here()),
                    raw: raw::$name::new(value),
                }
            }

            /// A value that was stored: not always the newest, if the ordering allows.
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $type {
                let loc = here();
                let value = self.seen.during(Op::Load, loc, || self.raw.load(order));
                self.seen.loaded($show(value), loc);
                value
            }

            /// Stores `value`.
            #[track_caller]
            pub fn store(&self, value: $type, order: Ordering) {
                let loc = here();
                self.seen
                    .during(Op::Store, loc, || self.raw.store(value, order));
                self.seen.stored(Op::Store, $show(value), $show(value), loc);
            }

            /// Stores `value` and returns what was there.
            #[track_caller]
            pub fn swap(&self, value: $type, order: Ordering) -> $type {
                let loc = here();
                let before = self
                    .seen
                    .during(Op::Swap, loc, || self.raw.swap(value, order));
                self.seen.stored(Op::Swap, $show(before), $show(value), loc);
                before
            }

            /// Takes the value out: the last that was stored, since nobody else can be at it.
            #[track_caller]
            pub fn into_inner(self) -> $type {
                let value = self.raw.into_inner();
                self.seen.loaded($show(value), here());
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
                let result = self.seen.during(op(true), loc, || {
                    self.raw.compare_exchange(current, new, success, failure)
                });
                match result {
                    Ok(before) => self.seen.stored(op(true), $show(before), $show(new), loc),
                    Err(found) => self.seen.failed(op(false), $show(found), loc),
                }
                result
            }

            /// As [`compare_exchange`](Self::compare_exchange): it does not fail without a reason
            /// here.
            ///
            /// # Errors
            /// Something else was there: it comes back.
            #[track_caller]
            pub fn compare_exchange_weak(
                &self,
                current: $type,
                new: $type,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$type, $type> {
                self.compare_exchange(current, new, success, failure)
            }
        }

        impl Default for $name {
            #[track_caller]
            fn default() -> Self {
                $name::new(<$type>::default())
            }
        }

        impl Named for $name {
            fn object(&self) -> ObjectId {
                self.seen.object
            }
        }

        impl fmt::Debug for $name {
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
                    let before = self.seen.during(op, loc, || self.raw.$op(value, order));
                    let after: fn($type, $type) -> $type = $after;
                    self.seen.stored(op, $show(value), $show(after(before, value)), loc);
                    before
                }
            )*
        }
    };
}

macro_rules! integer {
    ($($name:ident: $type:ty),* $(,)?) => {
        $(
            atomic!($name, $type, |n: $type| Value::Int(n as i128));
            fetch!(
                $name, $type, |n: $type| Value::Int(n as i128),
                fetch_add: |a, b| a.wrapping_add(b),
                fetch_sub: |a, b| a.wrapping_sub(b),
                fetch_max: |a, b| a.max(b),
                fetch_min: |a, b| a.min(b),
            );
        )*
    };
}

integer! {
    AtomicU8: u8, AtomicU32: u32, AtomicU64: u64, AtomicUsize: usize,
    AtomicI32: i32, AtomicI64: i64, AtomicIsize: isize,
}
atomic!(AtomicBool, bool, Value::Bool);
fetch!(
    AtomicBool, bool, Value::Bool,
    fetch_and: |a, b| a & b,
    fetch_or: |a, b| a | b,
);
