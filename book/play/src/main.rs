//! Serves the player and the scheduler for what a learner is working on. `cargo workbook play` starts it.

fn main() {}
