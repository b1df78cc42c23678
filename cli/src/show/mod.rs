//! From a grade to a screen.

pub mod grade;
