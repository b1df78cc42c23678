//! The compiler's error for the trap `wrong-end`.

/// Kept up to date by `tests/program/refused.rs`.
pub const WRONG_END: &str = include_str!("refused.txt");
