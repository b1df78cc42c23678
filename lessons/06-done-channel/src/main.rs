//! The program `lesson-06`: dispatch and exit status.
fn main() {}
