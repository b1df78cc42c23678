//! Atomic integers and flags, as in [`std::sync::atomic`].

pub use std::sync::atomic::{
    AtomicBool, AtomicI32, AtomicI64, AtomicIsize, AtomicU8, AtomicU32, AtomicU64, AtomicUsize,
    Ordering, fence,
};
