//! Atomic integers, flags and pointers, as in [`std::sync::atomic`].
//!
//! # Examples
//! ```
//! use workbook::sync::atomic::{AtomicU32, Ordering};
//!
//! let count = AtomicU32::new(1);
//! assert_eq!(count.fetch_add(1, Ordering::Relaxed), 1);
//! assert_eq!(count.load(Ordering::Relaxed), 2);
//! ```

pub use std::sync::atomic::{
    AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicPtr, AtomicU8,
    AtomicU16, AtomicU32, AtomicU64, AtomicUsize, Ordering, fence,
};
