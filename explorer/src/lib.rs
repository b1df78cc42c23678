//! Runs a concurrent model in every schedule that differs, and none twice.

mod access;
mod clock;
mod config;
mod context;
mod coroutine;
mod execution;
mod explore;
mod graph;
mod hash;
mod replay;
mod report;
mod runner;
mod sample;
mod schedule;
mod search;
mod teardown;
mod twin;

pub use access::{Access, Object};
pub use config::{Config, Mode};
pub use context::Event;
pub use explore::{explore, quiet_panics};
pub use graph::{Edge, Graph};
pub use report::{End, Failure, Finish, Report, Run, Step, Waiting};
pub use schedule::{NoSchedule, Schedule};
pub use twin::{
    Handle, active, after, cell, choose, current, joined, now, object, outcome, spawn, step,
    step_in_time, touch,
    unchanged, unwinding, wild, yield_now,
};
