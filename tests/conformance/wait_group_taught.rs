//! The wait group that lesson 03 teaches, in the place of crossbeam's: the same scenarios, and the
//! same outcomes.

use super::{Scenario, pause, scenario, settle};

/// The file of the lesson. It takes its primitives from beside itself, so that each world has one.
#[path = "../../lessons/03-wait-groups/src/wait_group.rs"]
mod technique;

/// What the scenarios run on.
mod sync {
    pub use super::super::sync::*;
    pub use super::technique::WaitGroup;
}

#[path = "wait_group.rs"]
mod wait_group;

pub use wait_group::scenarios;
