//! From a grade to a screen.

pub mod explored;
pub mod grade;
mod steps;
