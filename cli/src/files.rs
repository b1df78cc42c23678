//! Files that are there whole, or as they were.

pub use lesson_files::replace;
