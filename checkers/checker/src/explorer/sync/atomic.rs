//! Twins of [`std::sync::atomic`], all of them sequentially consistent: loom judges orderings.
//!
//! One object for each atomic: a load reads it, and whatever writes excludes everything else.

use super::wait::here;
use crate::explorer::step::{Step, tell};
use crate::log::event::{Event, Op, State};
use crate::log::note::Named;
use crate::log::recorder;
use crate::log::value::Value;
use crate::log::{Loc, ObjectId};
use explorer::{Access, Object};
use std::fmt;
use std::sync::atomic as real;

pub use std::sync::atomic::Ordering;

/// Nothing here: everything is ordered anyway.
#[track_caller]
pub fn fence(_order: Ordering) {
    tell(Event::new(Op::Fence, Some(here())));
}

/// What an atomic is besides its value.
struct Known {
    id: ObjectId,
    object: Object,
}

impl Known {
    fn new(loc: Loc) -> Self {
        Known {
            id: recorder::new_object("atomic", loc),
            object: explorer::object(),
        }
    }

    fn step(&self, op: Op, access: Access, loc: Loc) {
        let step = Step::new(op, loc).on(self.id);
        step.touching(&[(self.object, access)]).take_it();
    }

    fn loaded(&self, op: Op, value: Value, loc: Loc) {
        tell(Event::new(op, Some(loc)).on(self.id).value(value));
    }

    /// `value`: what the operation stored or added; `after`: what the atomic holds now.
    fn stored(&self, op: Op, value: Value, after: Value, loc: Loc) {
        let event = Event::new(op, Some(loc)).on(self.id).value(value);
        tell(event.state(State::Value(after)));
    }
}

macro_rules! atomic {
    ($name:ident, $type:ty, $show:expr) => {
        #[doc = concat!("Twin of [`std::sync::atomic::", stringify!($name), "`].")]
        pub struct $name {
            known: Known,
            real: real::$name,
        }

        impl $name {
            /// An atomic that holds `value`.
            #[track_caller]
            pub fn new(value: $type) -> Self {
                $name {
                    known: Known::new(here()),
                    real: real::$name::new(value),
                }
            }

            /// The newest value.
            #[track_caller]
            pub fn load(&self, _order: Ordering) -> $type {
                let loc = here();
                self.known.step(Op::Load, Access::READ, loc);
                let value = self.real.load(Ordering::SeqCst);
                self.known.loaded(Op::Load, $show(value), loc);
                value
            }

            /// Stores `value`.
            #[track_caller]
            pub fn store(&self, value: $type, _order: Ordering) {
                let loc = here();
                self.known.step(Op::Store, Access::EXCLUSIVE, loc);
                self.real.store(value, Ordering::SeqCst);
                self.known
                    .stored(Op::Store, $show(value), $show(value), loc);
            }

            /// Stores `value` and returns what was there.
            #[track_caller]
            pub fn swap(&self, value: $type, _order: Ordering) -> $type {
                let loc = here();
                self.known.step(Op::Swap, Access::EXCLUSIVE, loc);
                let before = self.real.swap(value, Ordering::SeqCst);
                self.known
                    .stored(Op::Swap, $show(before), $show(value), loc);
                before
            }

            /// Takes the value out: nobody else can be at it.
            #[track_caller]
            pub fn into_inner(self) -> $type {
                let value = self.real.into_inner();
                self.known.loaded(Op::Load, $show(value), here());
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
                _success: Ordering,
                _failure: Ordering,
            ) -> Result<$type, $type> {
                let loc = here();
                let op = |done| Op::CompareExchange { done };
                self.known.step(op(true), Access::EXCLUSIVE, loc);
                let order = Ordering::SeqCst;
                let result = self.real.compare_exchange(current, new, order, order);
                match result {
                    Ok(before) => self.known.stored(op(true), $show(before), $show(new), loc),
                    Err(found) => {
                        explorer::unchanged();
                        self.known.loaded(op(false), $show(found), loc);
                    }
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
                self.known.id
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
                pub fn $op(&self, value: $type, _order: Ordering) -> $type {
                    let loc = here();
                    let op = Op::Fetch(stringify!($op));
                    self.known.step(op, Access::EXCLUSIVE, loc);
                    let before = self.real.$op(value, Ordering::SeqCst);
                    let after: fn($type, $type) -> $type = $after;
                    self.known.stored(op, $show(value), $show(after(before, value)), loc);
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
