//! Threads, as in [`std::thread`].

pub use std::thread::{
    Builder, JoinHandle, LocalKey, Result, Scope, ScopedJoinHandle, Thread, ThreadId, current,
    panicking, park, park_timeout, scope, sleep, spawn, yield_now,
};
